package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.rules.RuleTexts.alertWith;
import static tocsin.rules.RuleTexts.groupWith;
import static tocsin.rules.RuleTexts.problems;
import static tocsin.rules.RuleTexts.read;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.LabelNames;

class RuleFileReaderTest {
    private static final String EVERYTHING = """
            groups:
              - name: slo
                interval: 30s
                query_offset: 0s
                limit: 10
                labels: {team: web, tier: gold}
                rules:
                  - record: job:up:sum
                    expr: sum   by(job) (up) # per job
                    labels: {tier: silver, empty: ""}
                  - alert: Down
                    expr: job:up:sum==0
                    for: 1h30m
                    keep_firing_for: 500ms
                    labels: {severity: page}
                    annotations: {summary: "{{ $labels.job }} is down"}
            """;

    @Test
    void reads_everything_that_a_group_can_have() {
        RuleGroup group = read(EVERYTHING).groups().get(0);

        assertThat(group)
                .isEqualTo(new RuleGroup(
                        "rules.yml",
                        "slo",
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        10,
                        List.of(
                                new RecordingRule(
                                        "job:up:sum",
                                        new RuleExpression("sum   by(job) (up)", "sum by (job) (up)"),
                                        Map.of("team", "web", "tier", "silver", "empty", "")),
                                new AlertingRule(
                                        "Down",
                                        new RuleExpression("job:up:sum==0", "job:up:sum == 0"),
                                        Duration.ofMinutes(90),
                                        Duration.ofMillis(500),
                                        Map.of("team", "web", "tier", "gold", "severity", "page"),
                                        Map.of("summary", "{{ $labels.job }} is down"))),
                        VmalertExtras.NONE));
    }

    @Test
    void a_hash_inside_a_plain_scalar_begins_a_comment_of_yaml_and_in_a_block_one_of_the_expression() {
        Rule rule = read("groups:\n- name: g\n  rules:\n  - record: r\n    expr: |\n      sum(up) # all\n        > 1\n")
                .groups()
                .get(0)
                .rules()
                .get(0);

        assertThat(rule.expression()).isEqualTo(new RuleExpression("sum(up) # all\n  > 1\n", "sum(up) > 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "null",
                "groups:",
                "groups: []",
                "groups: null",
                "groups: [null]",
                "---\n...\n",
                "groups: [{name: g}]",
                "groups: [{name: g, rules: null}]",
                "groups: [{name: g, rules: [null]}]"
            })
    void files_without_rules_are_valid(String text) {
        RuleFile file = read(text);

        assertThat(file.ruleCount()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "on",
                "yes",
                "0123",
                "0x1F",
                "1e3",
                "1.0",
                "+1",
                "-0",
                "1_000",
                "2020-01-02",
                "190:20:30",
                ".inf",
                "TRUE"
            })
    void label_values_keep_the_text_of_the_file(String text) {
        RuleFile file = read(alertWith("labels: {severity: " + text + "}"));

        assertThat(file.groups().get(0).rules().get(0).labels()).containsExactly(Map.entry("severity", text));
    }

    @Test
    void names_keep_their_text_and_nulls_are_empty() {
        RuleFile file = read("""
                groups:
                - name: 5
                  limit:
                  interval: ~
                  query_offset: null
                  rules:
                  - alert: on
                    record: null
                    expr: 1.50
                    for:
                    labels: {on: null, ~: x}
                """);

        RuleGroup group = file.groups().get(0);
        assertThat(group.name()).isEqualTo("5");
        assertThat(group.interval()).isNull();
        assertThat(group.queryOffset()).isNull();
        assertThat(group.rules().get(0).name()).isEqualTo("on");
        assertThat(group.rules().get(0).expression()).isEqualTo(new RuleExpression("1.50", "1.5"));
        assertThat(group.rules().get(0).labels()).containsExactly(Map.entry("on", ""));
    }

    @Test
    void anchors_aliases_and_merge_keys_work() {
        RuleFile file = read("""
                groups:
                - name: g
                  rules:
                  - &base
                    alert: &name A
                    expr: &expr up == 0
                    for: 5m
                  - {<<: *base, alert: B}
                  - {alert: *name, expr: *expr, labels: {x: *name}}
                """);

        assertThat(file.groups().get(0).rules()).extracting(Rule::name).containsExactly("A", "B", "A");
        assertThat(((AlertingRule) file.groups().get(0).rules().get(1)).holdDuration())
                .hasMinutes(5);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0,0", "5,5", "-5,0", "1.5,1", "1e3,1000", "0x10,16", "0o17,15", "1_000,1000", "+7,7", "~,0"})
    void limits_are_whole_numbers_in_the_notations_of_yaml(String text, long limit) {
        assertThat(read(groupWith("limit: " + text)).groups().get(0).limit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "many", "1e30", "99999999999999999999", "true", ".inf", "[]"})
    void other_limits_are_refused(String text) {
        assertThat(problems(groupWith("limit: " + text)))
                .singleElement()
                .asString()
                .contains("rules.yml:3:10: `limit`");
    }

    @ParameterizedTest(name = "{0} is {1} ms")
    @CsvSource({"5m,300000", "1h30m,5400000", "1y1w1d,32227200000", "500ms,500", "0,0", "0s,0", "~,0"})
    void durations_are_those_of_prometheus(String text, long millis) {
        AlertingRule rule = (AlertingRule)
                read(alertWith("for: " + text)).groups().get(0).rules().get(0);

        assertThat(rule.holdDuration()).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "-5m", "1.5h", "1m1h", "5 m", "\"\"", "five", "300y", "[]"})
    void other_durations_are_refused_at_their_place(String text) {
        assertThat(problems(alertWith("for: " + text)))
                .singleElement()
                .asString()
                .startsWith("rules.yml:6:10: group \"g\", rule 1, \"A\": `for`");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # file                                                                         | problem
            groups: [{rules: []}]                                                          | 1:10: Groupname must not be empty
            groups: [{name: "", rules: []}]                                                | 1:10: Groupname must not be empty
            groups: [{name: g}, {name: g}]                                                 | 1:28: groupname: "g" is repeated in the same file; the first stands at 1:17
            groups: [{name: g, labels: {__name__: x}}]                                     | 1:29: invalid label name: __name__; the metric name is not a label here
            groups: [{name: g, labels: {"": x}}]                                           | 1:29: invalid label name: ``
            groups: [{name: g, rules: [{alert: A, record: b, expr: up}]}]                  | 1:47: group "g", rule 1, "A": only one of 'record' and 'alert' must be set; `alert` stands at 1:36
            groups: [{name: g, rules: [{expr: up}]}]                                       | 1:28: group "g", rule 1, "": one of 'record' or 'alert' must be set
            groups: [{name: g, rules: [{alert: ~, expr: up}]}]                             | 1:28: group "g", rule 1, "": one of 'record' or 'alert' must be set
            groups: [{name: g, rules: [{alert: A}]}]                                       | 1:28: group "g", rule 1, "A": field 'expr' must be set in rule
            groups: [{name: g, rules: [{alert: A, expr: ""}]}]                             | 1:45: group "g", rule 1, "A": field 'expr' must be set in rule
            groups: [{name: g, rules: [{alert: A, expr: " "}]}]                            | 1:45: group "g", rule 1, "A": could not parse expression: 1:1: parse error: no expression found in input
            groups: [{name: g, rules: [{alert: A, expr: up ==}]}]                          | 1:45: group "g", rule 1, "A": could not parse expression: 1:6: parse error: unexpected end of input
            groups: [{name: g, rules: [{alert: A, expr: [up]}]}]                           | 1:45: group "g", rule 1, "A": `expr` takes one value, found a list
            groups: [{name: g, rules: [{record: a, expr: up, annotations: {x: y}}]}]       | 1:50: group "g", rule 1, "a": invalid field 'annotations' in recording rule
            groups: [{name: g, rules: [{record: a, expr: up, for: 5m}]}]                   | 1:50: group "g", rule 1, "a": invalid field 'for' in recording rule
            groups: [{name: g, rules: [{record: a, expr: up, keep_firing_for: 5m}]}]       | 1:50: group "g", rule 1, "a": invalid field 'keep_firing_for' in recording rule
            groups: [{name: g, rules: [{record: "a{b}", expr: up}]}]                       | 1:37: group "g", rule 1, "a{b}": braces present in the recording rule name; should it be in expr?: a{b}
            groups: [{name: g, rules: [{alert: A, expr: up, labels: {__name__: x}}]}]      | 1:58: group "g", rule 1, "A": invalid label name: __name__; the metric name is not a label here
            groups: [{name: g, rules: [{alert: A, expr: up, labels: {x: [y]}}]}]           | 1:61: group "g", rule 1, "A": `x` in `labels` takes a text, found a list
            groups: [{name: g, rules: [{alert: A, expr: up, annotations: {"": x}}]}]       | 1:63: group "g", rule 1, "A": invalid annotation name: ``
            groups: [{name: g, rules: [{alert: A, expr: up, anotations: {x: y}}]}]         | 1:49: group "g", rule 1, "A": unknown key `anotations`; did you mean `annotations`?
            groups: [{name: g, rules: [{alert: A, expr: up, labels: {a: b, a: c}}]}]       | 1:64: mapping key "a" already defined at line 1
            groups: [{name: g, rules: [up]}]                                               | 1:28: group "g", rule 1, "": a rule is a mapping, found a single value
            groups: [{name: g, rules: {alert: A}}]                                         | 1:27: `rules` takes a list, found a mapping
            groups: [{name: g, Interval: 5m}]                                              | 1:20: unknown key `Interval`; did you mean `interval`?
            groups: [{name: g, concurrency: 5}]                                            | 1:20: unknown key `concurrency`: only vmalert knows it; read the file with `--rules.dialect=vmalert`
            groups: [{name: g, rules: [{alert: A, expr: up, debug: true}]}]                | 1:49: group "g", rule 1, "A": unknown key `debug`: only vmalert knows it; read the file with `--rules.dialect=vmalert`
            groups: [{name: g, partial_response_strategy: warn}]                           | 1:20: unknown key `partial_response_strategy`: a key of Thanos Ruler
            groups: [g]                                                                    | 1:10: a group is a mapping, found a single value
            groups: {name: g}                                                              | 1:9: `groups` takes a list, found a mapping
            Groups: []                                                                     | 1:1: unknown key `Groups`; did you mean `groups`?
            group: []                                                                      | 1:1: unknown key `group`; did you mean `groups`?
            groups                                                                         | 1:1: a rule file is a mapping with the key `groups`, found a single value
            """)
    void says_where_what_and_how_to_write_it_instead(String text, String problem) {
        String expected = problem.replace("``", "");

        assertThat(problems(text))
                .containsExactly("rules.yml:" + expected.stripTrailing() + (problem.endsWith("``") ? " " : ""));
    }

    @Test
    void reports_all_problems_of_a_file_at_once_in_the_order_of_their_places() {
        assertThat(problems("""
                groups:
                - name: g
                  interval: soon
                  rules:
                  - alert: A
                    expr: rate(up)
                    for: five
                    lables: {}
                  - record: b
                  - alert: C
                    expr: up +
                """))
                .containsExactly(
                        "rules.yml:3:13: `interval`: not a valid duration string: \"soon\"; write e.g. `5m` or `1h30m`"
                                + " (y, w, d, h, m, s, ms, largest first)",
                        "rules.yml:6:11: group \"g\", rule 1, \"A\": could not parse expression: 1:6: parse error:"
                                + " expected type range vector in call to function \"rate\", got instant vector",
                        "rules.yml:7:10: group \"g\", rule 1, \"A\": `for`: not a valid duration string: \"five\"; write"
                                + " e.g. `5m` or `1h30m` (y, w, d, h, m, s, ms, largest first)",
                        "rules.yml:8:5: group \"g\", rule 1, \"A\": unknown key `lables`; did you mean `labels`?",
                        "rules.yml:9:5: group \"g\", rule 2, \"b\": field 'expr' must be set in rule",
                        "rules.yml:11:11: group \"g\", rule 3, \"C\": could not parse expression: 1:5: parse error:"
                                + " unexpected end of input");
    }

    @Test
    void a_mistake_in_a_block_is_reported_at_its_own_line() {
        assertThat(problems("""
                groups:
                - name: g
                  rules:
                  - alert: A
                    expr: |
                      sum by (job) (
                        rate(x[5m]
                      ) > 1
                """))
                .singleElement()
                .asString()
                .startsWith("rules.yml:8:12: group \"g\", rule 1, \"A\": could not parse expression: 4:1: parse error:"
                        + " unclosed left parenthesis");
    }

    @Test
    void an_expression_whose_type_cannot_be_evaluated_loads_as_upstream() {
        assertThat(read("groups: [{name: g, rules: [{record: a, expr: 'up[5m]'}, {record: b, expr: '\"x\"'}]}]")
                        .ruleCount())
                .isEqualTo(2);
    }

    @Test
    void empty_fields_of_alerts_are_allowed_in_recording_rules() {
        assertThat(read("groups: [{name: g, rules: [{record: a, alert: '', expr: up, for: 0s, annotations: {}}]}]")
                        .groups()
                        .get(0)
                        .rules())
                .singleElement()
                .isInstanceOf(RecordingRule.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {record: a-b, expr: up}                        | invalid recording rule name: a-b
            {record: '1a', expr: up}                       | invalid recording rule name: 1a
            {alert: A, expr: up, labels: {a.b: c}}         | invalid label name: a.b
            {alert: A, expr: up, annotations: {a-b: c}}    | invalid annotation name: a-b
            """)
    void legacy_names_are_fewer_than_utf8_names(String rule, String problem) {
        String text = "groups: [{name: g, rules: [" + rule + "]}]";

        assertThat(problems(text)).isEmpty();
        assertThat(problems(text, RuleTexts.PROMETHEUS.withNames(LabelNames.CLASSIC)))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void legacy_record_names_may_have_colons() {
        assertThat(problems(
                        "groups: [{name: g, rules: [{record: 'a:b', expr: up}]}]",
                        RuleTexts.PROMETHEUS.withNames(LabelNames.CLASSIC)))
                .isEmpty();
    }

    @Test
    void labels_and_annotations_of_alerts_must_be_templates_and_those_of_groups_and_records_need_not() {
        assertThat(problems("""
                groups:
                - name: g
                  labels: {x: "{{ is"}
                  rules:
                  - alert: A
                    expr: up
                    labels: {a: "{{ is }}", b: "{{ $labels.job }}"}
                    annotations:
                      c: "{{ $label.job }}"
                  - record: r
                    expr: up
                    labels: {a: "{{ is"}
                """))
                .containsExactly(
                        "rules.yml:7:17: group \"g\", rule 1, \"A\": label \"a\": template: __alert_A:1:"
                                + " function \"is\" not defined",
                        "rules.yml:9:10: group \"g\", rule 1, \"A\": annotation \"c\": template: __alert_A:1:"
                                + " undefined variable \"$label\"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {{ $label.job }}                             | undefined variable "$label"
                    {{ is down }}                                | function "is" not defined
                    {{ tmpl "x" }}                               | function "tmpl" not defined
                    {{ $labels.job                               | unclosed action
                    {{ $value * 100 }}                           | unexpected "*" in operand
                    {{ break }}                                  | {{break}} outside {{range}}
                    {{ define "x" }}{{ $labels.a }}{{ end }}     | undefined variable "$labels"
                    {{ .Labels.foo-bar }}                        | bad character U+002D '-'
                    {{ if $value }}                              | unexpected EOF
                    """)
    void what_cannot_be_parsed_is_refused_with_upstreams_reason(String text, String reason) {
        assertThat(problems(alertWith("annotations: {a: '" + text + "'}")))
                .singleElement()
                .asString()
                .startsWith("rules.yml:6:22: group \"g\", rule 1, \"A\": annotation \"a\": template: __alert_A:1: ")
                .contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ .Foo }}",
                "{{ $labels.a.b }}",
                "{{ template \"nope\" }}",
                "{{ humanize true }}",
                "{{ first (query \"nope\") }}",
                "{{ toUpper $value }}"
            })
    void what_only_fails_when_it_is_executed_is_no_problem_of_the_file(String text) {
        assertThat(problems(alertWith("annotations: {a: '" + text + "'}"))).isEmpty();
    }

    @Test
    void a_mistake_in_a_block_is_placed_on_its_line() {
        assertThat(problems(alertWith("annotations:", "  a: |", "    first", "    {{ $label.a }}")))
                .singleElement()
                .asString()
                .startsWith("rules.yml:9:9: group \"g\", rule 1, \"A\": annotation \"a\": template: __alert_A:2: ");
    }

    @Test
    void the_dialect_decides_about_variables_and_functions() {
        String vmalert = alertWith("annotations: {a: '{{ $expr | jsonEscape }}'}");
        String prometheus = alertWith("annotations: {a: '{{ graphLink \"up\" }}'}");

        assertThat(problems(vmalert, RuleTexts.VMALERT)).isEmpty();
        assertThat(problems(vmalert)).singleElement().asString().contains("undefined variable \"$expr\"");
        assertThat(problems(prometheus)).isEmpty();
        assertThat(problems(prometheus, RuleTexts.VMALERT))
                .singleElement()
                .asString()
                .contains("function \"graphLink\"");
    }

    @Test
    void vmalert_takes_a_text_without_both_braces_as_it_is() {
        String text = alertWith("annotations: {a: 'from {{ 1'}");

        assertThat(problems(text, RuleTexts.VMALERT)).isEmpty();
        assertThat(problems(text)).singleElement().asString().contains("unclosed action");
    }

    @Test
    void label_values_that_are_no_unicode_text_are_refused() {
        assertThat(problems(alertWith("labels: {a: \"\\uD800\"}")))
                .singleElement()
                .asString()
                .contains("label value");
    }

    @Test
    void only_the_first_document_is_used_and_a_warning_says_so() {
        String text = "groups: []\n---\ngroups: [{bad: 1}]\n";

        assertThat(read(text).groups()).isEmpty();
        assertThat(problems(text)).singleElement().asString().contains("warning: several YAML documents");
    }

    @Test
    void the_wrapper_of_the_operator_is_refused_with_what_to_take() {
        assertThat(problems("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec: {groups: []}\n"))
                .singleElement()
                .asString()
                .contains("PrometheusRule")
                .contains("put what stands under `spec` into the file");
    }

    @Test
    void text_that_is_no_yaml_is_one_problem() {
        assertThat(problems("groups:\n\t- name: g\n"))
                .singleElement()
                .asString()
                .startsWith("rules.yml:2:1: not valid YAML");
    }
}
