package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.rules.RuleTexts.VMALERT;
import static tocsin.rules.RuleTexts.alertWith;
import static tocsin.rules.RuleTexts.groupWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmalertDialectTest {
    private static RuleGroup group(String... lines) {
        return RuleTexts.read(groupWith(lines), VMALERT).groups().get(0);
    }

    private static List<String> problems(String text) {
        return RuleTexts.problems(text, VMALERT);
    }

    @Test
    void reads_the_keys_that_only_vmalert_has() {
        RuleGroup group = group(
                "type: prometheus",
                "interval: 1m",
                "eval_delay: 15s",
                "eval_alignment: false",
                "concurrency: 4",
                "limit: 7",
                "params: {nocache: [\"1\"], denyPartialResponse: [\"true\", x]}",
                "headers: [\"X-Scope: a:b\"]",
                "notifier_headers: [\"X-Org: c\"]");

        assertThat(group.limit()).isEqualTo(7);
        assertThat(group.extras())
                .isEqualTo(new VmalertExtras(
                        null,
                        Duration.ofSeconds(15),
                        false,
                        4,
                        Map.of("nocache", List.of("1"), "denyPartialResponse", List.of("true", "x")),
                        List.of("X-Scope: a:b"),
                        List.of("X-Org: c")));
    }

    @Test
    void a_group_without_them_has_vmalerts_defaults() {
        assertThat(group().extras()).isEqualTo(new VmalertExtras(null, null, true, 1, Map.of(), List.of(), List.of()));
        assertThat(group("concurrency: 0").extras().concurrency()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} in 1h is {1}")
    @CsvSource({"5m,PT5M", "-5m,PT55M", "0s,PT0S", "1h,PT0S", "-1h,PT0S", "1.5m,PT1M30S"})
    void an_offset_counts_from_either_end_of_the_interval(String offset, Duration expected) {
        VmalertExtras extras = group("interval: 1h", "eval_offset: " + offset).extras();

        assertThat(extras.evalOffset()).isEqualTo(expected);
        assertThat(extras.evalAlignment()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            eval_offset: 5m                                  | `eval_offset` needs an `interval`
            {interval: 1m, eval_offset: 2m}                  | `eval_offset` must not be longer than `interval`
            {interval: 1m, eval_offset: 5s, eval_delay: 5s}  | `eval_offset` cannot be used together with `eval_delay`
            limit: -1                                        | `limit` must not be negative
            concurrency: -1                                  | `concurrency` must be 0 or a positive number
            type: graphite                                   | groups of type `graphite` cannot be evaluated; only `prometheus` can
            type: vlogs                                      | groups of type `vlogs` cannot be evaluated; only `prometheus` can
            type: sql                                        | `type: sql` is not known
            query_offset: 5m                                 | unknown key `query_offset`: vmalert's counterpart is `eval_delay`
            tenant: "1"                                      | unknown key `tenant`: it needs vmalert's enterprise edition
            headers: [secret]                                | an entry of `headers` has no `:`; write `"Name: value"`
            params: {a: b}                                   | `a` in `params` takes a list of texts
            eval_alignment: maybe                            | `eval_alignment`: `maybe` is not a boolean
            eval_delay: -5s                                  | `eval_delay`: duration must not be negative
            labels: {__name__: x}                            | invalid label name: __name__
            """)
    void wrong_groups_are_refused(String keys, String problem) {
        String lines =
                keys.startsWith("{") ? keys.substring(1, keys.length() - 1).replace(", ", "\n  ") : keys;

        assertThat(problems(groupWith(lines))).singleElement().asString().contains(problem);
    }

    @Test
    void headers_are_not_shown_in_messages() {
        assertThat(problems(groupWith("headers: [s3cret]")).get(0)).doesNotContain("s3cret");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"1.5h,PT1H30M", "30,PT30S", "0,PT0S", "5m1h,PT1H5M", "1d12h,PT36H", "0.5s,PT0.5S"})
    void durations_may_have_fractions_and_any_order(String text, Duration expected) {
        AlertingRule rule = (AlertingRule) RuleTexts.read(alertWith("for: " + text), VMALERT)
                .groups()
                .get(0)
                .rules()
                .get(0);

        assertThat(rule.holdDuration()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5i", "-5m", "m", "5 m", "1h5", "\"\"", "99999999999y"})
    void other_durations_are_refused(String text) {
        assertThat(problems(alertWith("for: " + text))).hasSize(1);
    }

    @Test
    void expressions_are_taken_as_they_are() {
        Rule rule = RuleTexts.read("groups: [{name: g, rules: [{record: r, expr: 'sum(x) if (y) limit 5'}]}]", VMALERT)
                .groups()
                .get(0)
                .rules()
                .get(0);

        assertThat(rule.expression()).isEqualTo(RuleExpression.unparsed("sum(x) if (y) limit 5"));
    }

    @Test
    void names_are_not_judged() {
        assertThat(problems("groups: [{name: g, rules: [{record: 'a-b', expr: x, labels: {'': y}, for: 5m}]}]"))
                .isEmpty();
    }

    @Test
    void an_identical_rule_in_the_same_group_is_an_error() {
        String rule = "{alert: A, expr: up, labels: {a: b}}";
        String other = "{alert: A, expr: down, labels: {a: b}}";

        assertThat(problems("groups: [{name: g, rules: [%s, %s]}]".formatted(rule, rule)))
                .singleElement()
                .asString()
                .contains("rule 2, \"A\": is the same as another rule of the group");
        assertThat(problems("groups: [{name: g, rules: [%s, %s]}]".formatted(rule, other)))
                .isEmpty();
        assertThat(problems("groups: [{name: g, rules: [%s]}, {name: h, rules: [%s]}]".formatted(rule, rule)))
                .isEmpty();
    }

    @Test
    void all_documents_of_a_file_are_read_and_share_the_names_of_groups() {
        assertThat(RuleTexts.read("groups: [{name: a}]\n---\ngroups: [{name: b}]\n", VMALERT)
                        .groups())
                .extracting(RuleGroup::name)
                .containsExactly("a", "b");
        assertThat(problems("groups: [{name: a}]\n---\ngroups: [{name: a}]\n"))
                .singleElement()
                .asString()
                .startsWith("rules.yml:3:17: groupname: \"a\" is repeated");
    }

    @Test
    void placeholders_are_replaced_by_environment_variables() {
        RuleFileOptions options = VMALERT.withEnvironment(Map.of("ENV", "pro$1d", "EXPR", "up")::get);

        RuleFile file = RuleTexts.read(
                "groups: [{name: 'g %{ENV}', rules: [{record: r, expr: '%{EXPR} %{not a name}'}]}]", options);

        assertThat(file.groups().get(0).name()).isEqualTo("g pro$1d");
        assertThat(file.groups().get(0).rules().get(0).expression().text()).isEqualTo("up %{not a name}");
    }

    @Test
    void a_placeholder_of_an_unset_variable_is_a_problem() {
        assertThat(problems("groups:\n- name: g%{NOPE}\n"))
                .containsExactly("rules.yml:2:10: environment variable `NOPE` of `%{NOPE}` is not set");
    }

    @Test
    void placeholders_are_plain_text_for_prometheus() {
        assertThat(RuleTexts.read("groups: [{name: 'g%{NOPE}'}]")
                        .groups()
                        .get(0)
                        .name())
                .isEqualTo("g%{NOPE}");
    }

    @Test
    void keys_without_an_effect_here_are_accepted_with_one_warning() {
        String text = "groups: [{name: g, debug: true, rules: [{record: r, expr: x, update_entries_limit: 5},"
                + " {record: s, expr: x, update_entries_limit: 5}]}]";

        assertThat(RuleTexts.read(text, VMALERT).ruleCount()).isEqualTo(2);
        assertThat(problems(text)).hasSize(2).allMatch(problem -> problem.contains("has no effect"));
    }
}
