package tocsin.evaluator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.Sample;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;

final class OccurrencesTest {
    private static final Query QUERY = new Query("up", Instant.EPOCH, Duration.ofSeconds(30));
    private static final Sample SAMPLE =
            new Sample(Labels.of("__name__", "up", "job", "api", "alertname", "from sample", "team", "old"), 3);

    @Test
    void rule_labels_go_over_those_of_the_sample_and_the_metric_name_is_gone() {
        Occurrence occurrence = one(Map.of("team", "new", "severity", "page"), Map.of(), TextExpander.UNEXPANDED);

        assertThat(occurrence.labels())
                .isEqualTo(Labels.of("alertname", "Down", "job", "api", "severity", "page", "team", "new"));
        assertThat(occurrence.value()).isEqualTo(3);
    }

    @Test
    void an_empty_label_removes_that_of_the_sample() {
        Occurrence occurrence = one(Map.of("job", "", "team", ""), Map.of(), TextExpander.UNEXPANDED);

        assertThat(occurrence.labels()).isEqualTo(Labels.of("alertname", "Down"));
    }

    @Test
    void the_rule_name_beats_a_configured_alertname() {
        Occurrence occurrence = one(Map.of("alertname", "Other"), Map.of(), TextExpander.UNEXPANDED);

        assertThat(occurrence.labels().get("alertname")).isEqualTo("Down");
    }

    @Test
    void templates_see_the_original_labels_and_an_empty_expansion_removes_the_label() {
        TextExpander expander = request -> Future.succeededFuture(request.samples().stream()
                .map(sample -> List.of("", sample.labels().getOrEmpty("__name__")))
                .toList());

        Occurrence occurrence =
                one(Map.of("team", "{{ nothing }}"), Map.of("empty", "", "summary", "{{ name }}"), expander);

        assertThat(occurrence.labels().has("team")).isFalse();
        assertThat(occurrence.annotations()).isEqualTo(Annotations.of("empty", "", "summary", "up"));
    }

    @Test
    void an_expander_that_fails_or_throws_or_returns_too_little_leaves_its_error_in_the_text() {
        TextExpander failing = request -> Future.failedFuture("boom");
        TextExpander throwing = request -> {
            throw new IllegalStateException("boom");
        };
        TextExpander lazy = request -> Future.succeededFuture(List.of());

        for (TextExpander expander : List.of(failing, throwing, lazy)) {
            assertThat(one(Map.of(), Map.of("summary", "{{ x }}"), expander)
                            .annotations()
                            .get("summary"))
                    .startsWith("<error expanding template: ")
                    .endsWith(">");
        }
    }

    @Test
    void without_templates_the_annotations_are_one_object_and_nobody_is_asked() {
        TextExpander expander = request -> {
            throw new AssertionError("asked");
        };
        List<Occurrence> occurrences = new Occurrences(
                        rule(Map.of(), Map.of("summary", "plain")), Labels.empty(), "http://p", expander)
                .of(List.of(SAMPLE, new Sample(Labels.of("job", "b"), 1)), QUERY)
                .result();

        assertThat(occurrences.get(0).annotations()).isSameAs(occurrences.get(1).annotations());
    }

    private static Occurrence one(Map<String, String> labels, Map<String, String> annotations, TextExpander expander) {
        return new Occurrences(rule(labels, annotations), Labels.empty(), "http://p", expander)
                .of(List.of(SAMPLE), QUERY)
                .result()
                .get(0);
    }

    private static AlertingRule rule(Map<String, String> labels, Map<String, String> annotations) {
        return new AlertingRule(
                "Down", RuleExpression.unparsed("up"), Duration.ZERO, Duration.ZERO, labels, annotations);
    }
}
