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

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code tocsin run} starts and how it refuses to. */
class StartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void every_problem_of_every_file_is_listed_and_the_status_is_1() throws Exception {
        String badRules = """
                groups:
                - name: g
                  rules:
                  - alert: A
                    expr: up ==
                  - alert: B
                    expr: up
                    anotations: {}
                """;
        String badRouting = """
                route: {receiver: nobody, group_wait: soon}
                receivers: [{name: hook}]
                """;
        try (LiveProcess tocsin = TocsinProcess.launch(
                directory, "run", rulesOption(directory, badRules), configOption(directory, badRouting))) {
            assertThat(tocsin.exitStatus()).isEqualTo(1);
            assertThat(tocsin.err())
                    .anyMatch(line -> line.startsWith(directory + "/alertmanager.yml:1:39: ") && line.contains("soon"))
                    .anyMatch(
                            line -> line.startsWith(directory + "/alertmanager.yml:1:19: ") && line.contains("nobody"))
                    .anyMatch(line -> line.startsWith(directory + "/rules.yml:5:"))
                    .anyMatch(line -> line.startsWith(directory + "/rules.yml:8:5: ") && line.contains("annotations"));
        }
    }

    @Test
    void a_file_that_is_not_there_is_named() throws Exception {
        try (LiveProcess tocsin = TocsinProcess.launch(directory, "run", "--config.file=missing.yml")) {
            assertThat(tocsin.exitStatus()).isEqualTo(1);
            assertThat(tocsin.err()).anyMatch(line -> line.startsWith("missing.yml: no such file"));
        }
    }

    @Test
    void a_directory_in_place_of_a_file_is_named() throws Exception {
        Path place = Files.createDirectory(directory.resolve("rules.yml"));
        try (LiveProcess tocsin = TocsinProcess.launch(
                directory, "run", configOption(directory, routing("http://127.0.0.1:1/")), "--rules=" + place)) {
            assertThat(tocsin.exitStatus()).isEqualTo(1);
            assertThat(tocsin.err()).anyMatch(line -> line.startsWith(place.toString()) && line.contains("directory"));
        }
    }

    @Test
    void a_pattern_that_matches_nothing_yet_is_no_error() throws Exception {
        try (TocsinProcess tocsin = TocsinProcess.run(
                directory,
                configOption(directory, routing("http://127.0.0.1:1/")),
                "--rules=" + directory + "/*.none")) {
            assertThat(tocsin.http().get("/-/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void wrong_usage_is_status_2_and_names_the_option() throws Exception {
        try (LiveProcess tocsin = TocsinProcess.launch(directory, "run", "--datasource.url=ftp://example")) {
            assertThat(tocsin.exitStatus()).isEqualTo(2);
            assertThat(tocsin.err()).anyMatch(line -> line.contains("--datasource.url"));
        }
    }

    @Test
    void an_address_in_use_is_status_3_in_one_line_that_names_it() throws Exception {
        try (StubServer other = StubServer.start(status(200));
                LiveProcess tocsin = TocsinProcess.launch(
                        directory,
                        "run",
                        configOption(directory, routing("http://127.0.0.1:1/")),
                        "--web.listen-address=" + other.address())) {
            assertThat(tocsin.exitStatus()).isEqualTo(3);
            assertThat(tocsin.err())
                    .filteredOn(line -> line.contains("level=error"))
                    .singleElement()
                    .asString()
                    .contains(other.address(), "in use");
            assertThat(tocsin.err()).noneMatch(line -> line.contains("\tat ") || line.startsWith("tocsin: java"));
        }
    }

    @Test
    void a_host_that_is_not_of_this_machine_is_status_3_in_one_line_that_names_it() throws Exception {
        try (LiveProcess tocsin = TocsinProcess.launch(
                directory,
                "run",
                configOption(directory, routing("http://127.0.0.1:1/")),
                "--web.listen-address=192.0.2.1:9093")) {
            assertThat(tocsin.exitStatus()).isEqualTo(3);
            assertThat(tocsin.err())
                    .filteredOn(line -> line.contains("level=error"))
                    .singleElement()
                    .asString()
                    .contains("192.0.2.1:9093");
        }
    }

    @Test
    void a_start_that_fails_at_a_connection_ends_with_its_reason() throws Exception {
        Path tls =
                Files.writeString(directory.resolve("datasource.yml"), "tls_config: {ca_file: /does/not/exist.pem}\n");
        try (LiveProcess tocsin = TocsinProcess.launch(
                directory,
                "run",
                configOption(directory, routing("http://127.0.0.1:1/")),
                "--web.listen-address=127.0.0.1:0",
                "--datasource.config.file=" + tls)) {
            assertThat(tocsin.exitStatus()).isEqualTo(1);
            assertThat(tocsin.err()).anyMatch(line -> line.contains("/does/not/exist.pem"));
        }
    }

    @Test
    void a_receiver_whose_connection_cannot_be_set_up_refuses_the_start() throws Exception {
        String routing = """
                route: {receiver: hook}
                receivers:
                - name: hook
                  webhook_configs:
                  - url: https://127.0.0.1:1/
                    http_config: {tls_config: {ca_file: /does/not/exist.pem}}
                """;
        try (LiveProcess tocsin = TocsinProcess.launch(
                directory, "run", configOption(directory, routing), "--web.listen-address=127.0.0.1:0")) {
            assertThat(tocsin.exitStatus()).isEqualTo(1);
            assertThat(tocsin.err()).anyMatch(line -> line.contains("/does/not/exist.pem"));
            assertThat(tocsin.err()).noneMatch(line -> line.contains("\tat "));
        }
    }

    @Test
    void an_unreachable_data_source_does_not_stop_a_start_and_recovers_when_it_is_there() throws Exception {
        int port = Programs.freePort();
        try (StubServer hook = StubServer.start(status(200));
                TocsinProcess tocsin = TocsinProcess.run(
                        directory,
                        configOption(directory, routing(hook.url())),
                        rulesOption(directory, rules("Up")),
                        "--datasource.url=http://127.0.0.1:" + port)) {
            assertThat(tocsin.http().get("/-/ready").statusCode()).isEqualTo(200);
            await("health")
                    .atMost(PATIENCE)
                    .until(() -> "err".equals(tocsin.rule("Up").getString("health")));
            assertThat(tocsin.rule("Up").getString("lastError")).contains("127.0.0.1:" + port, "Connection refused");

            try (StubServer datasource = StubServer.start(port, text(200, "application/json", ONE_SERIES))) {
                await("delivered").atMost(PATIENCE).until(() -> hook.received().size() == 1);
                assertThat(datasource.received()).isNotEmpty();
            }
        }
    }

    @Test
    void json_logs_are_one_object_per_line() throws Exception {
        try (TocsinProcess tocsin = TocsinProcess.run(
                directory, configOption(directory, routing("http://127.0.0.1:1/")), "--log.format=json")) {
            assertThat(tocsin.terminate()).isZero();
            List<JsonObject> lines = tocsin.log().stream().map(JsonObject::new).toList();
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line.getString("msg")).isEqualTo("Listening on"))
                    .anySatisfy(line -> assertThat(line.getString("msg")).isEqualTo("Stopped"));
        }
    }

    @Test
    void nothing_but_log_lines_is_written_at_start() throws Exception {
        try (TocsinProcess tocsin =
                TocsinProcess.run(directory, configOption(directory, routing("http://127.0.0.1:1/")))) {
            assertThat(tocsin.terminate()).isZero();
            assertThat(tocsin.process().out()).isEmpty();
            assertThat(tocsin.log()).allMatch(line -> line.startsWith("ts=") && line.contains(" level=info "));
        }
    }
}
