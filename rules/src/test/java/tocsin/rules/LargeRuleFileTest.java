package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LargeRuleFileTest {
    private static String rules(int count, String expr) {
        StringBuilder text = new StringBuilder("groups:\n- name: g\n  rules:\n");
        for (int i = 0; i < count; i++) {
            text.append("  - alert: Alert%d\n    expr: %s\n    for: 5m\n".formatted(i, expr))
                    .append("    labels: {severity: page, team: web}\n")
                    .append("    annotations: {summary: '{{ $labels.instance }} is slow'}\n");
        }
        return text.toString();
    }

    @Test
    void ten_thousand_rules_load_in_a_few_seconds() {
        String text = rules(10_000, "sum by (job) (rate(http_requests_total{code=~\"5..\",job!=\"x\"}[5m])) / 2 > 0.1");

        RuleFile file = assertTimeout(Duration.ofSeconds(15), () -> RuleTexts.read(text));

        assertThat(file.ruleCount()).isEqualTo(10_000);
    }

    @Test
    void ten_thousand_mistakes_in_blocks_are_found_in_a_few_seconds_too() {
        String text = rules(10_000, "|\n      sum by (job) (\n        rate(x))");

        assertThat(assertTimeout(Duration.ofSeconds(15), () -> RuleTexts.problems(text)))
                .hasSizeGreaterThan(900);
    }
}
