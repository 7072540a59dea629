package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlert.State;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleHealth;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.Rule;
import tocsin.rules.RuleDialect;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFileReader;
import tocsin.rules.RuleGroup;

/** {@code /api/v1/rules}, {@code /api/v1/alerts} and build information, byte for byte. */
class RulesApiTest {
    private static final Instant EVALUATED = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]*)\"");
    private static final Pattern TOKEN = Pattern.compile("\"groupNextToken\":\"([^\"]*)\"");

    private final TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void without_rules_there_are_no_groups() {
        assertThat(server.get("/api/v1/rules").body()).isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":[]}}\n");
        assertThat(server.get("/api/v1/alerts").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[]}}\n");
    }

    @Test
    void every_field_of_groups_rules_and_alerts_is_shown() {
        server.groups = List.of(evaluated());

        HttpResponse<String> answer = server.get("/api/v1/rules");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"groups\":["
                        + "{\"name\":\"g\",\"file\":\"f.yml\",\"rules\":["
                        + "{\"state\":\"firing\",\"name\":\"Down\",\"query\":\"up == 0\",\"duration\":90,\"keepFiringFor\":0.5,"
                        + "\"labels\":{\"severity\":\"page\",\"team\":\"core\"},"
                        + "\"annotations\":{\"summary\":\"{{ $labels.job }} \\\"down\\\"\"},"
                        + "\"alerts\":[" + FIRING + "," + PENDING + "],"
                        + "\"health\":\"ok\",\"evaluationTime\":0.25,\"lastEvaluation\":\"2026-03-01T12:00:00.123456789Z\","
                        + "\"type\":\"alerting\"},"
                        + "{\"name\":\"job:up:sum\",\"query\":\"sum by (job) (up)\",\"labels\":{\"team\":\"core\"},"
                        + "\"health\":\"err\",\"lastError\":\"data source answers 503\",\"evaluationTime\":2,"
                        + "\"lastEvaluation\":\"2026-03-01T12:00:00.123456789Z\",\"type\":\"recording\","
                        + "\"unknownSince\":\"2026-03-01T11:00:00Z\",\"warnings\":[\"w\"],\"infos\":[\"i\"]}"
                        + "],\"interval\":30,\"limit\":7,\"evaluationTime\":2.25,"
                        + "\"lastEvaluation\":\"2026-03-01T12:00:00.123456789Z\"}]}}\n");
    }

    private static final String FIRING = "{\"labels\":{\"alertname\":\"Down\",\"job\":\"a\"},"
            + "\"annotations\":{\"summary\":\"a\"},\"state\":\"firing\",\"activeAt\":\"2026-03-01T11:00:00Z\","
            + "\"keepFiringSince\":\"2026-03-01T11:30:00.500Z\",\"value\":\"1.5e+01\"}";
    private static final String PENDING = "{\"labels\":{\"alertname\":\"Down\",\"job\":\"b\"},\"annotations\":{},"
            + "\"state\":\"pending\",\"activeAt\":\"2026-03-01T11:59:00Z\",\"value\":\"NaN\"}";

    @Test
    void alerts_of_all_rules_are_listed_but_not_those_that_are_over() {
        server.groups = List.of(evaluated());

        assertThat(server.get("/api/v1/alerts").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"alerts\":[" + FIRING + "," + PENDING + "]}}\n");
    }

    @Test
    void before_the_first_evaluation_state_and_health_are_unknown_and_times_zero() {
        server.groups = snapshots("f.yml", """
                groups: [{name: g, interval: 10s, rules: [{alert: A, expr: up}]}]""");

        assertThat(server.get("/api/v1/rules").body())
                .contains(
                        "\"state\":\"unknown\"",
                        "\"labels\":{},\"annotations\":{},\"alerts\":[],\"health\":\"unknown\",\"evaluationTime\":0,",
                        "\"lastEvaluation\":\"0001-01-01T00:00:00Z\",\"type\":\"alerting\"",
                        "\"interval\":10,\"limit\":0,\"evaluationTime\":0,\"lastEvaluation\":\"0001-01-01T00:00:00Z\"");
    }

    @ParameterizedTest(name = "exclude_alerts={0}")
    @CsvSource({"true,true", "1,true", "T,true", "TRUE,true", "false,false", "0,false", "F,false", "'',false"})
    void alerts_can_be_left_out(String value, boolean excluded) {
        server.groups = List.of(evaluated());

        String body = server.get("/api/v1/rules?exclude_alerts=" + value).body();

        assertThat(body.contains("\"alerts\":null")).isEqualTo(excluded);
        assertThat(body.contains("\"alerts\":[{")).isEqualTo(!excluded);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                          | a-alert a:rec same b-alert same
                    type=alert                                  | a-alert same b-alert same
                    type=ALERT                                  | a-alert same b-alert same
                    type=record                                 | a:rec
                    type=                                       | a-alert a:rec same b-alert same
                    rule_name[]=same                            | same same
                    rule_name[]=same&rule_name[]=a:rec          | a:rec same same
                    rule_name[]=sam                             | ''
                    rule_group[]=g2                             | same b-alert same
                    rule_group[]=g1&rule_group[]=g2             | a-alert a:rec same b-alert same
                    file[]=a.yml                                | a-alert a:rec same
                    file[]=a.yml&rule_group[]=g2                | same
                    file[]=a.yml&file=a.yml&file[]=b.yml        | a-alert a:rec same b-alert same
                    type=alert&file[]=a.yml&rule_name[]=a-alert | a-alert
                    match[]={team="x"}                          | a-alert
                    match[]={team=~"[xy]"}                      | a-alert same
                    match[]={team="x"}&match[]={team="y"}       | a-alert same
                    match[]={team!=""}                          | a-alert same
                    match[]={alertname="a-alert"}               | ''
                    match[]={severity="{{ $value }}"}           | same
                    """)
    void filters_are_ANDed_and_their_repeats_ORed(String query, String names) {
        server.groups = several();

        assertThat(String.join(" ", ruleNames(query))).isEqualTo(names);
    }

    @Test
    void groups_are_sorted_by_file_and_name_and_those_without_rules_left_out() {
        server.groups = several();

        assertThat(names(server.get("/api/v1/rules").body()))
                .containsExactly("g1", "a-alert", "a:rec", "g2", "same", "g2", "b-alert", "same");
        assertThat(names(server.get("/api/v1/rules?rule_name[]=b-alert".replace("[]", "%5B%5D"))
                        .body()))
                .containsExactly("g2", "b-alert");
    }

    @Test
    void pages_lead_from_one_to_the_next() {
        server.groups = several();

        List<String> seen = new ArrayList<>();
        String query = "group_limit=1";
        for (int page = 0; page < 3; page++) {
            String body = get(query).body();
            seen.addAll(names(body));
            Matcher token = TOKEN.matcher(body);
            query = token.find() ? "group_limit=1&group_next_token=" + token.group(1) : "end";
        }

        assertThat(seen).containsExactly("g1", "a-alert", "a:rec", "g2", "same", "g2", "b-alert", "same");
        assertThat(query).isEqualTo("end");
    }

    @Test
    void the_token_names_the_next_group_as_upstream_does() {
        server.groups = several();

        // SHA-256 of "a.yml;g2", from coreutils
        assertThat(get("group_limit=1").body())
                .contains(
                        "\"groupNextToken\":\"" + "a3b9da0b105221cde2021e6b4db4a93c8ee872c083ea95cbbc7b89cf54cd794f\"");
        assertThat(get("group_limit=3").body()).doesNotContain("groupNextToken");
        assertThat(get("group_limit=100").body()).doesNotContain("groupNextToken");
    }

    @Test
    void an_empty_token_is_the_first_page() {
        server.groups = several();

        assertThat(get("group_limit=&group_next_token=").statusCode()).isEqualTo(200);
        assertThat(names(get("group_limit=1&group_next_token=").body())).startsWith("g1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    type=foo                           | invalid parameter "type": not supported value "foo"
                    exclude_alerts=maybe               | invalid parameter "exclude_alerts": "maybe" is not a boolean; write true or false
                    group_limit=x                      | invalid parameter "group_limit": "x" is not a whole number
                    group_limit=0                      | invalid parameter "group_limit": group_limit needs to be greater than 0
                    group_limit=-1                     | invalid parameter "group_limit": group_limit needs to be greater than 0
                    group_next_token=abc               | invalid parameter "group_limit": group_limit needs to be set in order to paginate over the groups
                    group_limit=1&group_next_token=abc | invalid parameter "group_next_token": invalid group_next_token 'abc'. were rule groups changed?
                    match[]={}                         | match[] must contain at least one non-empty matcher
                    match[]={a=~".*"}                  | match[] must contain at least one non-empty matcher
                    """)
    void what_is_wrong_with_a_parameter_is_said(String query, String error) {
        HttpResponse<String> answer = get(query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":%s}"
                        .formatted(JsonText.quote(error)));
    }

    @Test
    void a_selector_that_does_not_parse_is_said_with_its_place() {
        assertThat(get("match[]={a=}").statusCode()).isEqualTo(400);
        assertThat(get("match[]={a=}").body()).contains("invalid parameter \\\"match[]\\\": ", "1:4");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/api/v1/rules", "/api/v1/alerts", "/api/v1/rules/"})
    void before_it_is_ready_the_service_is_unavailable(String path) {
        server.ready = false;

        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("Service Unavailable");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("X-Prometheus-Stopping")).contains("false");
    }

    @Test
    void Grafana_learns_that_this_is_a_plain_Prometheus() {
        server.ready = false;

        assertThat(server.get("/api/v1/status/buildinfo").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"version\":\"1.2.3\",\"revision\":\"\",\"branch\":\"\","
                        + "\"buildUser\":\"\",\"buildDate\":\"\",\"goVersion\":\"\"}}\n");
    }

    @Test
    void a_large_answer_is_compressed_for_who_takes_it() {
        server.groups = snapshots(
                "f.yml",
                "groups: [{name: g, rules: [%s]}]"
                        .formatted("{alert: A, expr: up, annotations: {summary: '%s'}},".formatted("s".repeat(3_000))));

        HttpResponse<String> answer =
                server.send(server.request("/api/v1/rules").header("Accept-Encoding", "gzip"));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    private HttpResponse<String> get(String query) {
        StringBuilder encoded = new StringBuilder("/api/v1/rules?");
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            encoded.append(URLEncoder.encode(parts[0], StandardCharsets.UTF_8));
            if (parts.length > 1) {
                encoded.append('=').append(URLEncoder.encode(parts[1], StandardCharsets.UTF_8));
            }
            encoded.append('&');
        }
        return server.get(encoded.toString());
    }

    private List<String> ruleNames(String query) {
        List<String> names = new ArrayList<>(names(get(query).body()));
        names.removeIf(name -> name.startsWith("g"));
        return names;
    }

    private static List<String> names(String body) {
        return NAME.matcher(body).results().map(found -> found.group(1)).toList();
    }

    private static List<GroupSnapshot> several() {
        List<GroupSnapshot> groups = new ArrayList<>();
        groups.addAll(snapshots("b.yml", """
                groups:
                - name: g2
                  rules:
                  - {alert: b-alert, expr: up}
                  - {alert: same, expr: up, labels: {severity: "{{ $value }}"}}
                """));
        groups.addAll(snapshots("a.yml", """
                groups:
                - name: g2
                  rules:
                  - {alert: same, expr: up, labels: {team: y}}
                - name: g1
                  rules:
                  - {alert: a-alert, expr: up, labels: {team: x}}
                  - {record: "a:rec", expr: up}
                - name: g0
                  rules: []
                """));
        return groups;
    }

    private static GroupSnapshot evaluated() {
        GroupSnapshot bare = snapshots("f.yml", """
                        groups:
                        - name: g
                          interval: 30s
                          limit: 7
                          labels: {team: core}
                          rules:
                          - alert: Down
                            expr: up==0 # gone
                            for: 90s
                            keep_firing_for: 500ms
                            labels: {severity: page}
                            annotations: {summary: '{{ $labels.job }} "down"'}
                          - record: job:up:sum
                            expr: sum(up) by(job)
                        """).get(0);
        Rule alerting = bare.rules().get(0).rule();
        Rule recording = bare.rules().get(1).rule();
        return new GroupSnapshot(
                bare.group(),
                bare.interval(),
                Duration.ZERO,
                EVALUATED,
                Duration.ofMillis(2250),
                List.of(
                        new RuleSnapshot(
                                alerting,
                                RuleHealth.OK,
                                null,
                                null,
                                EVALUATED,
                                Duration.ofMillis(250),
                                List.of(),
                                List.of(),
                                ActiveAlerts.of(alerts())),
                        new RuleSnapshot(
                                recording,
                                RuleHealth.ERR,
                                "data source answers 503",
                                Instant.parse("2026-03-01T11:00:00Z"),
                                EVALUATED,
                                Duration.ofSeconds(2),
                                List.of("w"),
                                List.of("i"),
                                ActiveAlerts.none())));
    }

    private static List<ActiveAlert> alerts() {
        Instant since = Instant.parse("2026-03-01T11:00:00Z");
        return List.of(
                alert("a", 15, State.FIRING, since, Instant.parse("2026-03-01T11:30:00.5Z"), "a"),
                alert("b", Double.NaN, State.PENDING, Instant.parse("2026-03-01T11:59:00Z"), null, ""),
                alert("over", 1, State.INACTIVE, since, null, ""));
    }

    private static ActiveAlert alert(
            String job,
            double value,
            State state,
            Instant activeAt,
            @Nullable Instant keepFiringSince,
            String summary) {
        return new ActiveAlert(
                Labels.of("alertname", "Down", "job", job),
                summary.isEmpty() ? Annotations.empty() : Annotations.of("summary", summary),
                value,
                state,
                activeAt,
                state == State.PENDING ? null : activeAt,
                state == State.INACTIVE ? activeAt : null,
                keepFiringSince,
                null,
                null);
    }

    /** Groups of a file as they are before their first evaluation. */
    private static List<GroupSnapshot> snapshots(String file, String yaml) {
        Problems problems = new Problems(file);
        var read =
                new RuleFileReader(RuleFileOptions.of(RuleDialect.PROMETHEUS)).read(new Source(file, yaml), problems);
        assertThat(problems.list()).filteredOn(problem -> problem.isError()).isEmpty();
        return Objects.requireNonNull(read).groups().stream()
                .map(RulesApiTest::snapshot)
                .toList();
    }

    private static GroupSnapshot snapshot(RuleGroup group) {
        return new GroupSnapshot(
                group,
                group.interval() == null ? Duration.ofMinutes(1) : group.interval(),
                Duration.ZERO,
                null,
                Duration.ZERO,
                group.rules().stream().map(RulesApiTest::snapshot).toList());
    }

    private static RuleSnapshot snapshot(Rule rule) {
        return new RuleSnapshot(
                rule, RuleHealth.UNKNOWN, null, null, null, Duration.ZERO, List.of(), List.of(), ActiveAlerts.none());
    }
}
