package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeIntervalsCommandTest {
    private static final Path CORPUS =
            Path.of("..", "router/src/test/resources/tocsin/router/config/timeintervals/cases.json");
    private static final String REST = "route: {receiver: r}\nreceivers: [{name: r}]\n";
    private static final String CONFIG = REST + """
            mute_time_intervals:
            - {name: never, time_intervals: []}
            time_intervals:
            - name: night shift
              time_intervals:
              - {times: [{start_time: '22:00', end_time: '24:00'}], location: Europe/Berlin}
              - {times: [{start_time: '00:00', end_time: '06:00'}], location: Europe/Berlin}
            """;

    @TempDir
    private Path directory = Path.of("");

    private RecordedCommand run(String config, String... arguments) throws IOException {
        String file = "--config.file=" + Files.writeString(directory.resolve("am.yml"), config);
        return RecordedCommand.timeIntervals(
                Stream.concat(Stream.of("test", file), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void each_time_is_told_as_it_was_written() throws IOException {
        RecordedCommand done = run(
                CONFIG,
                "--name=night shift",
                "2026-06-01T20:00:00Z",
                "2026-06-01T21:59:59.5+02:00",
                "2026-06-02T03:59:00z");

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).isEqualToNormalizingNewlines("""
                2026-06-01T20:00:00Z active
                2026-06-01T21:59:59.5+02:00 inactive
                2026-06-02T03:59:00z active
                """);
    }

    @Test
    void json_also_tells_the_next_change() throws IOException {
        JsonArray night = new JsonArray(run(CONFIG, "--name=night shift", "--output=json", "2026-06-01T21:00:00Z")
                .out());
        JsonArray never = new JsonArray(run(CONFIG, "--name=never", "--output=json", "2026-06-01T21:00:00Z")
                .out());

        assertThat(night)
                .containsExactly(new JsonObject()
                        .put("timestamp", "2026-06-01T21:00:00Z")
                        .put("active", true)
                        .put("next_change", "2026-06-02T04:00:00Z"));
        assertThat(never.getJsonObject(0).getBoolean("active")).isFalse();
        assertThat(never.getJsonObject(0).getValue("next_change")).isNull();
    }

    @Test
    void an_unknown_name_is_1_with_the_nearest_one() throws IOException {
        RecordedCommand near = run(CONFIG, "--name=night-shift", "2026-06-01T20:00:00Z");
        RecordedCommand far = run(CONFIG, "--name=weekend", "2026-06-01T20:00:00Z");
        RecordedCommand none = run(REST, "--name=weekend", "2026-06-01T20:00:00Z");

        assertThat(near.status()).isEqualTo(1);
        assertThat(near.err()).contains("has no time interval `night-shift`; did you mean `night shift`?");
        assertThat(far.err()).contains("has no time interval `weekend`; it defines never, night shift");
        assertThat(none.err()).contains("it defines none");
        assertThat(near.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "now",
                "2026-06-01",
                "2026-06-01T20:00:00",
                "2026-06-01T20:00Z",
                "2026-06-31T20:00:00Z",
                "2026-06-01T24:00:00Z",
                "1780000000",
                "2026-06-01 20:00:00Z"
            })
    void what_is_not_a_time_is_wrong_usage(String time) throws IOException {
        RecordedCommand done = run(CONFIG, "--name=never", "2026-06-01T20:00:00Z", time);

        assertThat(done.status()).isEqualTo(2);
        assertThat(done.err()).contains("`" + time + "` is not a time", "2026-03-29T02:30:00Z");
        assertThat(done.out()).isEmpty();
    }

    @Test
    void without_a_name_or_a_time_it_is_wrong_usage() throws IOException {
        assertThat(run(CONFIG, "--name=never").status()).isEqualTo(2);
        assertThat(run(CONFIG, "2026-06-01T20:00:00Z").status()).isEqualTo(2);
    }

    @Test
    void a_file_with_errors_is_1_and_they_are_told() throws IOException {
        RecordedCommand done = run(CONFIG + "- {name: never}\n", "--name=never", "2026-06-01T20:00:00Z");

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.err()).contains("am.yml:", "time interval `never` is already defined");
    }

    static Stream<JsonObject> corpus() throws IOException {
        return new JsonArray(Files.readString(CORPUS)).stream().map(JsonObject.class::cast);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void agrees_with_upstream(JsonObject one) throws IOException {
        String config = REST + "time_intervals:\n- name: t\n  time_intervals:\n"
                + one.getString("time_intervals").indent(2);
        JsonObject at = one.getJsonObject("at");
        String[] arguments =
                Stream.concat(Stream.of("--name=t"), at.fieldNames().stream()).toArray(String[]::new);

        RecordedCommand done = run(config, arguments);

        assertThat(done.out().lines())
                .isNotEmpty()
                .containsExactlyElementsOf(at.stream()
                        .map(entry -> entry.getKey() + (entry.getValue().equals(true) ? " active" : " inactive"))
                        .toList());
    }
}
