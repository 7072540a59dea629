package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.ONE_SERIES;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.Setup.rules;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.halfOf;
import static tocsin.server.live.StubServer.status;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A data source that fails, each in its way, while an alert fires: nothing is lost and nothing looks like recovery. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatasourceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON = "application/json";

    private StubServer datasource;
    private StubServer hook;
    private TocsinProcess tocsin;
    private String group;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        datasource = StubServer.start(text(200, JSON, ONE_SERIES));
        hook = StubServer.start(status(200));
        group = directory + "/rules.yml;live";
        tocsin = TocsinProcess.run(
                directory,
                rulesOption(directory, rules("Up")),
                configOption(directory, routing(hook.url())),
                "--datasource.timeout=900ms",
                "--datasource.url=" + datasource.url());
        await("delivered").atMost(PATIENCE).until(() -> hook.received().size() == 1);
    }

    @AfterAll
    void stop() {
        tocsin.close();
        hook.close();
        datasource.close();
    }

    @AfterEach
    void recover() {
        datasource.answer(text(200, JSON, ONE_SERIES));
        await("recovered").atMost(PATIENCE).until(() -> "ok".equals(rule().getString("health")));
    }

    Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("an HTML page", text(200, "text/html", "<html>Log in</html>"), List.of("<html>Log in")),
                Arguments.of("503", text(503, "text/plain", "Service Unavailable"), List.of("503")),
                Arguments.of(
                        "an error of the query engine",
                        text(
                                422,
                                JSON,
                                "{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"too many samples\"}"),
                        List.of("too many samples")),
                Arguments.of(
                        "half a body",
                        halfOf(JSON, ONE_SERIES),
                        List.of("the connection broke before the answer was complete")),
                Arguments.of(
                        "half a JSON text",
                        text(200, JSON, ONE_SERIES.substring(0, 80)),
                        List.of("it ends after 80 bytes")),
                Arguments.of("nothing at all", datasource.never(), List.of("no complete answer within")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void a_failing_answer_is_shown_and_counted_and_loses_nothing(
            String name, StubServer.Answer failure, List<String> texts) throws Exception {
        double failures = failures("prometheus_rule_evaluation_failures_total");
        int logged = tocsin.log().size();

        datasource.answer(failure);

        await("health err").atMost(PATIENCE).until(() -> "err".equals(rule().getString("health")));
        assertThat(rule().getString("lastError")).contains(texts).contains(datasource.address());
        await("counted")
                .atMost(PATIENCE)
                .until(() -> failures("prometheus_rule_evaluation_failures_total") >= failures + 2);
        assertThat(rule().getString("state")).isEqualTo("firing");
        assertThat(rule().getString("unknownSince")).isNotNull();
        assertThat(tocsin.log().subList(logged, tocsin.log().size()))
                .filteredOn(line -> line.contains("level=warn") && line.contains("Rule cannot be evaluated"))
                .as("said once")
                .singleElement()
                .asString()
                .contains("rule=Up", datasource.address());

        datasource.answer(text(200, JSON, ONE_SERIES));

        await("recovered").atMost(PATIENCE).until(() -> "ok".equals(rule().getString("health")));
        assertThat(rule().containsKey("lastError")).isFalse();
        assertThat(rule().getString("state")).isEqualTo("firing");
        assertThat(hook.received()).as("neither resolved nor repeated").hasSize(1);
    }

    private JsonObject rule() throws Exception {
        return tocsin.rule("Up");
    }

    private double failures(String metric) throws Exception {
        return tocsin.http()
                .metric("%s{rule_group=\"%s\"}".formatted(metric, group))
                .orElse(0.0);
    }
}
