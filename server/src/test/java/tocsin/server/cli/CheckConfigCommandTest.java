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

class CheckConfigCommandTest {
    private static final String GOOD = """
            route: {receiver: ops}
            receivers:
            - name: ops
              webhook_configs:
              - url: http://localhost/{{ .Status }}
                payload: {title: '{{ template "title" . }}'}
            templates: ['*.tmpl']
            """;
    private static final Path CORPUS = Path.of("..", "router/src/test/resources/tocsin/router/config/corpus");

    @TempDir
    private Path directory = Path.of("");

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return file.toString();
    }

    private static RecordedCommand config(String... arguments) {
        return RecordedCommand.check(
                Stream.concat(Stream.of("config"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void a_good_file_is_0() throws IOException {
        file("a.tmpl", "{{ define \"title\" }}{{ .Receiver }}{{ end }}");
        String good = file("good.yml", GOOD);

        RecordedCommand done = config(good);

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out())
                .startsWith(good + ": SUCCESS: 1 receivers and ")
                .endsWith(" templates found%n".formatted());
        assertThat(done.out().lines()).hasSize(1);
        assertThat(done.err()).isEmpty();
    }

    @Test
    void problems_of_the_file_and_of_its_templates_are_all_told() throws IOException {
        String bad = file("bad.yml", GOOD.replace("receiver: ops", "receiver: opps"));
        String templates = file("a.tmpl", "{{ define \"title\" }}\n{{ .X | nope }}{{ end }}");

        RecordedCommand done = config(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .contains(bad + ":1:", "opps", templates + ":2:", "function \"nope\" not defined", bad + ": FAILED");
    }

    @Test
    void a_template_file_with_an_error_hides_no_error_of_the_texts() throws IOException {
        String templates = file("a.tmpl", "{{ define \"title\" }}\n{{ .X | nope }}{{ end }}");
        String bad = file("bad.yml", GOOD.replace(".Status", ".Nope"));

        RecordedCommand done = config(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .contains(templates + ":2:", bad + ":5:10: `url`: fails with every notification:", bad + ": FAILED")
                .doesNotContain("payload");
    }

    @Test
    void a_template_that_cannot_work_is_an_error_at_its_text() throws IOException {
        String bad = file("bad.yml", GOOD);

        RecordedCommand done = config(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .contains(
                        bad + ":6:22: `payload`: fails with every notification:",
                        "template \"title\" not defined",
                        bad + ": FAILED");
    }

    @Test
    void a_template_that_fails_sometimes_is_a_warning() throws IOException {
        file("a.tmpl", "{{ define \"title\" }}{{ (index .Alerts.Firing 0).Labels.pod }}{{ end }}");
        String good = file("good.yml", GOOD);

        RecordedCommand done = config(good);

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out())
                .contains(good + ":6:22: warning: `payload`: fails with all alerts resolved:", good + ": SUCCESS");
    }

    @Test
    void one_bad_file_among_good_ones_is_1_and_the_others_are_judged() throws IOException {
        file("a.tmpl", "{{ define \"title\" }}x{{ end }}");

        RecordedCommand done = config(file("bad.yml", "route: 5"), file("good.yml", GOOD));

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out()).contains("bad.yml: FAILED", "good.yml: SUCCESS");
    }

    @Test
    void every_kind_is_read_and_those_that_are_not_delivered_are_named() throws IOException {
        String good = file("good.yml", """
                route: {receiver: ops}
                receivers:
                - name: ops
                  discord_configs: [{webhook_url: 'http://h'}]
                  email_configs: [{to: a, from: b, smarthost: 'h:25'}]
                  incidentio_configs: [{url: 'http://h', alert_source_token: t}]
                  jira_configs: [{api_url: 'http://h', project: p, issue_type: i}]
                  mattermost_configs: [{webhook_url: 'http://h'}]
                  msteams_configs: [{webhook_url: 'http://h'}]
                  msteamsv2_configs: [{webhook_url: 'http://h'}]
                  opsgenie_configs: [{api_key: k}]
                  pagerduty_configs: [{routing_key: k}]
                  pushover_configs: [{user_key: u, token: t}]
                  rocketchat_configs: [{token: t, token_id: i}]
                  slack_configs: [{api_url: 'http://h'}]
                  sns_configs: [{topic_arn: a}]
                  telegram_configs: [{bot_token: t, chat_id: 1}]
                  victorops_configs: [{api_key: k, routing_key: r}]
                  webex_configs: [{room_id: r, http_config: {authorization: {credentials: c}}}]
                  webhook_configs: [{url: 'http://h'}]
                  wechat_configs: [{api_secret: s, corp_id: c}]
                """);

        RecordedCommand done = config(good);

        assertThat(done.status()).as(done.out()).isEqualTo(0);
        assertThat(done.out().lines())
                .allMatch(line ->
                        line.contains("_configs` are not delivered by this version") || line.contains("SUCCESS"))
                .contains(good + ":9:20: warning: receiver `ops`: `msteams_configs` are not delivered by this version")
                .noneMatch(
                        line -> line.matches(
                                ".*`(discord|email|incidentio|opsgenie|pagerduty|pushover|telegram|victorops|webhook)_configs`.*"));
    }

    @Test
    void a_template_that_cannot_be_parsed_is_told_once() throws IOException {
        String bad = file("bad.yml", """
                route: {receiver: ops}
                receivers:
                - name: ops
                  webhook_configs: [{url: 'http://h/{{ a'}]
                  email_configs: [{to: a, from: b, smarthost: 'h:25', html: '{{ if }}', headers: {x: '{{ a'}}]
                  slack_configs: [{api_url: 'http://h', fields: [{title: '{{ a', value: '{{ nope }}'}]}]
                  telegram_configs: [{bot_token: t, chat_id: 1, message: '{{ end }}'}]
                  pagerduty_configs: [{routing_key: '{{ a', details: {a: ['{{ b']}}]
                """);

        RecordedCommand done = config(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out().lines().filter(line -> line.contains("template:")))
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_missing_file_is_1() {
        RecordedCommand done = config(directory.resolve("none.yml").toString());

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out()).contains("none.yml: no such file", "none.yml: FAILED");
    }

    @Test
    void json_lists_the_problems() throws IOException {
        RecordedCommand done = config("--output=json", file("bad.yml", GOOD));

        assertThat(new JsonArray(done.out())).singleElement().isInstanceOfSatisfying(JsonObject.class, problem -> {
            assertThat(problem.getString("severity")).isEqualTo("error");
            assertThat(problem.getInteger("line")).isEqualTo(6);
        });
    }

    @Test
    void no_file_is_wrong_usage() {
        assertThat(config().status()).isEqualTo(2);
    }

    private record Case(String id, Path file, String expect) {
        @Override
        public String toString() {
            return id + " is " + expect;
        }
    }

    static Stream<Case> corpus() throws IOException {
        return new JsonArray(Files.readString(CORPUS.resolve("cases.json")))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(one -> new Case(
                                one.getString("id"), CORPUS.resolve(one.getString("file")), one.getString("expect")));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void agrees_with_upstream(Case one) {
        RecordedCommand done = config(one.file().toString());

        assertThat(done.status()).as(done.out()).isEqualTo(one.expect().equals("good") ? 0 : 1);
    }
}
