package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.NO_SERIES;
import static tocsin.server.live.Setup.ONE_SERIES;
import static tocsin.server.live.Setup.rules;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluator only: alerts go to a real Alertmanager. */
class AlertmanagerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void alerts_of_rules_reach_a_real_alertmanager_and_resolve_there() throws Exception {
        Programs.require("prometheus-alertmanager");
        try (StubServer datasource = StubServer.start(text(200, "application/json", ONE_SERIES));
                RealServer alertmanager =
                        RealServer.alertmanager(directory, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
                TocsinProcess tocsin = TocsinProcess.run(
                        directory,
                        rulesOption(directory, rules("Up")),
                        "--datasource.url=" + datasource.url(),
                        "--external-label=cluster=berlin",
                        "--notifier.url=" + alertmanager.url())) {
            await("arrived").atMost(PATIENCE).until(() -> !alerts(alertmanager).isEmpty());
            JsonObject alert = alerts(alertmanager).getJsonObject(0);
            assertThat(alert.getJsonObject("labels"))
                    .isEqualTo(new JsonObject()
                            .put("alertname", "Up")
                            .put("cluster", "berlin")
                            .put("instance", "db-1")
                            .put("severity", "page"));
            assertThat(alert.getJsonObject("annotations"))
                    .isEqualTo(new JsonObject().put("summary", "Something is up"));
            assertThat(alert.getString("generatorURL"))
                    .isEqualTo(datasource.url() + "/graph?g0.expr=up+%3D%3D+1&g0.tab=1");
            JsonObject own = tocsin.alerts().getJsonObject(0);
            assertThat(Duration.between(own.getInstant("activeAt"), alert.getInstant("startsAt")))
                    .as("the time as Alertmanager keeps it")
                    .isLessThan(Duration.ofMillis(1));
            assertThat(alert.getInstant("endsAt")).isAfter(Instant.now().plusSeconds(60));
            HttpResponse<String> posted = tocsin.http().post("/api/v2/alerts", "[]");
            assertThat(posted.statusCode()).as("an evaluator has no alert API").isEqualTo(404);

            datasource.answer(text(200, "application/json", NO_SERIES));
            await("resolved").atMost(PATIENCE).until(() -> alerts(alertmanager).isEmpty());
            assertThat(tocsin.terminate()).isZero();
        }
    }

    private static JsonArray alerts(RealServer alertmanager) throws Exception {
        return alertmanager.http().array("/api/v2/alerts");
    }
}
