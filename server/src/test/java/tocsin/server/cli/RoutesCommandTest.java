package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesCommandTest {
    private static final Path CORPUS = Path.of("..", "router/src/test/resources/tocsin/router/config/routes");
    private static final String CONFIG = """
            route:
              receiver: ops
              group_by: [b, a]
              repeat_interval: 3h
              routes:
              - matchers: [team="db"]
                receiver: db
                continue: true
                group_by: ['...']
                mute_time_intervals: [night]
                routes: [{matchers: [severity="page"], receiver: pager, group_wait: 0s}]
              - {matchers: [severity="page"], labels: {who: '{{ .Receiver }}'}}
              - {receiver: db}
            receivers: [{name: ops}, {name: db}, {name: pager}]
            time_intervals: [{name: night, time_intervals: [{times: [{start_time: '20:00', end_time: '24:00'}]}]}]
            """;

    @TempDir
    private Path directory = Path.of("");

    private String config(String text) throws IOException {
        return "--config.file=" + Files.writeString(directory.resolve("am.yml"), text);
    }

    @Test
    void the_tree_is_drawn() throws IOException {
        RecordedCommand done = RecordedCommand.routes("show", config(CONFIG));

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.err()).isEmpty();
        assertThat(done.out().replace('\u00a0', ' ')).isEqualToNormalizingNewlines("""
                Routing tree:
                .
                └── default-route  receiver: ops
                    ├── {team="db"}  continue: true  receiver: db
                    │   └── {severity="page"}  receiver: pager
                    ├── {severity="page"}  receiver: ops
                    └── default-route  receiver: db

                """);
    }

    @Test
    void an_empty_name_of_the_file_is_a_wrong_usage() {
        RecordedCommand done = RecordedCommand.routes("show", "--config.file=");

        assertThat(done.status()).isEqualTo(2);
        assertThat(done.err()).contains("--config.file is empty; name the configuration");
    }

    @Test
    void on_request_each_route_tells_what_is_in_force_there() throws IOException {
        RecordedCommand done = RecordedCommand.routes("show", "--options", config(CONFIG));

        assertThat(done.out())
                .contains("default-route  receiver: ops  group_by: [a, b]  group_wait: 30s  group_interval: 5m"
                        + "  repeat_interval: 3h\n")
                .contains("group_by: [...]  group_wait: 30s  group_interval: 5m  repeat_interval: 3h"
                        + "  mute_time_intervals: [night]\n")
                .contains("receiver: pager  group_by: [...]  group_wait: 0s  group_interval: 5m  repeat_interval: 3h\n")
                .contains("  labels: [who: {{ .Receiver }}]\n");
    }

    @Test
    void json_has_the_tree_with_all_options() throws IOException {
        JsonObject root = new JsonObject(
                RecordedCommand.routes("show", "--output=json", config(CONFIG)).out());

        JsonObject db = root.getJsonArray("routes").getJsonObject(0);
        assertThat(root.getJsonArray("group_by")).containsExactly("a", "b");
        assertThat(db.getJsonArray("matchers")).containsExactly("team=\"db\"");
        assertThat(db.getBoolean("continue")).isTrue();
        assertThat(db.getJsonArray("mute_time_intervals")).containsExactly("night");
        assertThat(db.getJsonArray("routes").getJsonObject(0).getString("group_wait"))
                .isEqualTo("0s");
    }

    @Test
    void receivers_are_told_in_the_order_of_the_tree() throws IOException {
        RecordedCommand done = RecordedCommand.routes("test", config(CONFIG), "severity=page", "team=\"db\"");

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out()).isEqualToNormalizingNewlines("pager,ops\n");
    }

    @Test
    void receivers_that_were_not_expected_are_1() throws IOException {
        String config = config(CONFIG);

        RecordedCommand same =
                RecordedCommand.routes("test", config, "--verify.receivers=pager,ops", "severity=page", "team=db");
        RecordedCommand other =
                RecordedCommand.routes("test", config, "--verify.receivers=ops,pager", "severity=page", "team=db");

        assertThat(same.status()).isEqualTo(0);
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.out()).isEqualToNormalizingNewlines("pager,ops\n");
        assertThat(other.err()).contains("expected the receivers ops,pager, found pager,ops");
    }

    @Test
    void the_matching_part_is_drawn_on_request() throws IOException {
        RecordedCommand done = RecordedCommand.routes("test", config(CONFIG), "--tree", "severity=page", "team=db");

        assertThat(done.out().replace('\u00a0', ' ')).isEqualToNormalizingNewlines("""
                Matching routes:
                .
                └── default-route
                    ├── {team="db"}
                    │   └── {severity="page"}  receiver: pager
                    └── {severity="page"}  receiver: ops


                pager,ops
                """);
    }

    @Test
    void each_route_says_why_on_request() throws IOException {
        RecordedCommand done = RecordedCommand.routes("test", config(CONFIG), "--explain", "severity=page", "team=web");

        assertThat(done.out()).isEqualToNormalizingNewlines("""
                Explanation:
                .
                └── default-route: matched, and a route below it took the alert
                    ├── {team="db"}: no match: it wants team="db", and `team` is "web"
                    ├── {severity="page"}: notifies ops
                    └── default-route: not tried: {severity="page"} took the alert and has no `continue: true`

                ops
                """);
    }

    @Test
    void json_has_receivers_and_reasons() throws IOException {
        JsonObject done = new JsonObject(RecordedCommand.routes("test", config(CONFIG), "--output=json", "team=db")
                .out());

        JsonArray routes = done.getJsonObject("explanation").getJsonArray("routes");
        assertThat(done.getJsonArray("receivers")).containsExactly("db", "db");
        assertThat(done.getJsonObject("labels").getString("team")).isEqualTo("db");
        assertThat(routes.getJsonObject(0).getString("outcome")).isEqualTo("reached");
        assertThat(routes.getJsonObject(1).getString("outcome")).isEqualTo("not matched");
        assertThat(routes.getJsonObject(1).getString("actual")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"severity", "severity!=page", "severity=~page", "{severity=page}", "=", "a=b,c=d=\"e\"f"})
    void what_is_not_a_label_is_wrong_usage(String text) throws IOException {
        RecordedCommand done = RecordedCommand.routes("test", config(CONFIG), text);

        assertThat(done.status()).isEqualTo(2);
        assertThat(done.err()).contains("is not a label", "write e.g. severity=page");
        assertThat(done.out()).isEmpty();
    }

    @Test
    void a_file_with_errors_is_1_and_they_are_told() throws IOException {
        RecordedCommand done = RecordedCommand.routes("show", config("route: {receiver: x}"));

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.err()).contains("am.yml:1:", "undefined receiver `x`");
        assertThat(done.out()).isEmpty();
    }

    @Test
    void a_template_file_that_cannot_be_read_does_not_matter() throws IOException {
        Files.writeString(directory.resolve("bad.tmpl"), "{{ nope }}");

        RecordedCommand done = RecordedCommand.routes("test", config(CONFIG + "templates: ['*.tmpl']\n"), "team=web");

        assertThat(done.status()).isEqualTo(0);
    }

    private record Case(String id, String config, List<String> arguments, String expect) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Case> corpus() throws IOException {
        return objects("cases")
                .map(one -> new Case(
                        one.getString("id"),
                        one.getString("config"),
                        strings(one.getJsonArray("args")),
                        String.join(",", strings(one.getJsonArray("expect")))));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void agrees_with_amtools_answers(Case one) {
        String[] arguments = Stream.concat(
                        Stream.of("test", "--config.file=" + CORPUS.resolve(one.config())), one.arguments().stream())
                .toArray(String[]::new);

        RecordedCommand done = RecordedCommand.routes(arguments);

        assertThat(done.status()).as(done.err()).isEqualTo(0);
        assertThat(done.out().lines()).containsExactly(one.expect());
    }

    static Stream<JsonObject> trees() throws IOException {
        return objects("show");
    }

    @ParameterizedTest
    @MethodSource("trees")
    void agrees_with_amtools_trees(JsonObject one) {
        RecordedCommand done =
                RecordedCommand.routes("show", "--config.file=" + CORPUS.resolve(one.getString("config")));

        assertThat(done.out().lines().skip(2).map(line -> line.replaceFirst("^[\\s\u00a0│├└─]+", "")))
                .filteredOn(line -> !line.isEmpty())
                .isEqualTo(strings(one.getJsonArray("expect_lines")));
    }

    private static Stream<JsonObject> objects(String key) throws IOException {
        JsonObject corpus = new JsonObject(Files.readString(CORPUS.resolve("cases.json")));
        return corpus.getJsonArray(key).stream().map(JsonObject.class::cast);
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String.class::cast).toList();
    }
}
