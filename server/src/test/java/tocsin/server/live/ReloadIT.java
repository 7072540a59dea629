package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.ONE_SERIES;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.Setup.rules;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.status;
import static tocsin.server.live.StubServer.text;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reload by request and by signal: everything or nothing. */
class ReloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> RELOAD_METRICS =
            List.of("prometheus_config_last_reload_successful", "alertmanager_config_last_reload_successful");

    @TempDir
    private Path directory;

    private StubServer datasource;
    private StubServer hook;
    private TocsinProcess tocsin;

    @BeforeEach
    void start() throws Exception {
        datasource = StubServer.start(text(200, "application/json", ONE_SERIES));
        hook = StubServer.start(status(200));
        tocsin = TocsinProcess.run(
                directory,
                rulesOption(directory, rules("First")),
                configOption(directory, routing(hook.url() + "/first")),
                "--datasource.url=" + datasource.url());
        await("first").atMost(PATIENCE).until(() -> told("/first", "First"));
    }

    @AfterEach
    void stop() {
        tocsin.close();
        datasource.close();
        hook.close();
    }

    @Test
    void a_request_replaces_rules_and_routes() throws Exception {
        rulesOption(directory, rules("Second"));
        configOption(directory, routing(hook.url() + "/second"));

        HttpResponse<String> answer = tocsin.http().post("/-/reload", "");

        assertThat(answer).returns(200, HttpResponse::statusCode).returns("", HttpResponse::body);
        await("second").atMost(PATIENCE).until(() -> told("/second", "Second"));
        assertThat(tocsin.http().get("/api/v1/rules").body()).doesNotContain("First");
        assertThat(reloadMetrics()).containsOnly(1.0);
    }

    @Test
    void sighup_replaces_rules_and_routes() throws Exception {
        rulesOption(directory, rules("Second"));
        configOption(directory, routing(hook.url() + "/second"));

        tocsin.process().signal("HUP");

        await("second").atMost(PATIENCE).until(() -> told("/second", "Second"));
        assertThat(tocsin.process().alive()).isTrue();
    }

    @Test
    void a_reload_of_the_same_files_repeats_nothing() throws Exception {
        assertThat(tocsin.http().post("/-/reload", "").statusCode()).isEqualTo(200);

        double evaluations = evaluations();
        await("evaluated on").atMost(PATIENCE).until(() -> evaluations() >= evaluations + 2);
        assertThat(tocsin.rule("First").getString("state")).isEqualTo("firing");
        assertThat(hook.received()).hasSize(1);
    }

    @Test
    void an_invalid_rule_file_changes_nothing_until_it_is_mended() throws Exception {
        rulesOption(directory, rules("Second").replace("up == 1", "up =="));
        configOption(directory, routing(hook.url() + "/second"));

        HttpResponse<String> refused = tocsin.http().post("/-/reload", "");

        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(refused.body()).contains(directory + "/rules.yml:6:11: ");
        assertThat(tocsin.log()).anyMatch(line -> line.contains("level=error") && line.contains("/rules.yml:6:11: "));
        assertThat(reloadMetrics()).containsOnly(0.0);
        double evaluations = evaluations();
        await("the old rules go on").atMost(PATIENCE).until(() -> evaluations() > evaluations);
        assertThat(tocsin.rule("First").getString("state")).isEqualTo("firing");
        assertThat(hook.received()).noneMatch(request -> request.path().equals("/second"));

        rulesOption(directory, rules("Second"));
        assertThat(tocsin.http().post("/-/reload", "").statusCode()).isEqualTo(200);
        assertThat(reloadMetrics()).containsOnly(1.0);
        await("second").atMost(PATIENCE).until(() -> told("/second", "Second"));
    }

    @Test
    void an_invalid_routing_configuration_at_sighup_changes_nothing() throws Exception {
        rulesOption(directory, rules("Second"));
        configOption(directory, "route: {receiver: nobody}\n");

        tocsin.process().signal("HUP");

        await("refused").atMost(PATIENCE).until(() -> reloadMetrics().equals(List.of(0.0, 0.0)));
        assertThat(tocsin.log()).anyMatch(line -> line.contains("level=error") && line.contains("undefined receiver"));
        assertThat(tocsin.rule("First").getString("state")).isEqualTo("firing");
        assertThat(tocsin.process().alive()).isTrue();
    }

    private boolean told(String path, String alert) {
        return hook.received().stream()
                .anyMatch(request -> request.path().equals(path)
                        && request.body().contains("\"alertname\":\"%s\"".formatted(alert)));
    }

    private double evaluations() throws Exception {
        return tocsin.http()
                .metric("prometheus_rule_evaluations_total{rule_group=\"%s/rules.yml;live\"}".formatted(directory))
                .orElse(0.0);
    }

    private List<Double> reloadMetrics() throws Exception {
        return List.of(
                tocsin.http().metric(RELOAD_METRICS.get(0)).orElseThrow(),
                tocsin.http().metric(RELOAD_METRICS.get(1)).orElseThrow());
    }
}
