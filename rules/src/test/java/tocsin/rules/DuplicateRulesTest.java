package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DuplicateRulesTest {
    @Test
    void finds_equal_names_and_labels_across_groups_whatever_else_differs() {
        RuleFile file = RuleTexts.read("""
                groups:
                - name: a
                  labels: {team: x}
                  rules:
                  - {alert: N, expr: up}
                  - {alert: N, expr: up, labels: {team: y}}
                  - {record: M, expr: up}
                - name: b
                  rules:
                  - {alert: N, expr: down, for: 5m, labels: {team: x}}
                  - {record: N, expr: down, labels: {team: x}}
                  - {record: M, expr: up}
                """);

        assertThat(DuplicateRules.in(file)).containsExactly(new DuplicateRules.Duplicate("N", Map.of("team", "x"), 3));
    }

    @Test
    void an_empty_label_is_a_label_to_the_lint() {
        assertThat(DuplicateRules.in(RuleTexts.read(
                        "groups: [{name: a, rules: [{record: r, expr: x}, {record: r, expr: x, labels: {a: ''}}]}]")))
                .isEmpty();
    }
}
