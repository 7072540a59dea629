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
import tocsin.evaluator.template.Expanders;
import tocsin.evaluator.template.ExpansionObserver;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.template.RuleFacts;
import tocsin.rules.template.TemplateDialect;

final class OccurrencesTest {
    private static final Instant SLOT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Query QUERY = new Query("up", SLOT, Duration.ofSeconds(30));
    private static final Sample SAMPLE =
            new Sample(Labels.of("__name__", "up", "job", "api", "alertname", "from sample", "team", "old"), 3);
    private static final RuleFacts FACTS = new RuleFacts(
            "up", Duration.ofMinutes(5), 7, Duration.ofMinutes(1), Labels.of("cluster", "eu"), "http://p");

    @Test
    void rule_labels_go_over_those_of_the_sample_and_the_metric_name_is_gone() {
        Occurrence occurrence = one(Map.of("team", "new", "severity", "page"), Map.of());

        assertThat(occurrence.labels())
                .isEqualTo(Labels.of("alertname", "Down", "job", "api", "severity", "page", "team", "new"));
        assertThat(occurrence.value()).isEqualTo(3);
    }

    @Test
    void an_empty_label_removes_that_of_the_sample() {
        Occurrence occurrence = one(Map.of("job", "", "team", ""), Map.of());

        assertThat(occurrence.labels()).isEqualTo(Labels.of("alertname", "Down"));
    }

    @Test
    void the_rule_name_beats_a_configured_alertname() {
        Occurrence occurrence = one(Map.of("alertname", "Other"), Map.of());

        assertThat(occurrence.labels().get("alertname")).isEqualTo("Down");
    }

    @Test
    void templates_see_the_original_labels_and_an_empty_expansion_removes_the_label() {
        Occurrence occurrence = one(
                Map.of("team", "{{ $labels.nothing }}", "job", "{{ $labels.team }}"),
                Map.of("empty", "", "summary", "{{ $labels.__name__ }} {{ $labels.job }} {{ $labels.severity }}"));

        assertThat(occurrence.labels()).isEqualTo(Labels.of("alertname", "Down", "job", "old"));
        assertThat(occurrence.annotations()).isEqualTo(Annotations.of("empty", "", "summary", "up api "));
    }

    @Test
    void a_label_that_cannot_be_expanded_is_its_error_and_the_others_are_expanded() {
        Found found = find(
                TemplateDialect.PROMETHEUS, Map.of("a", "{{ .Nope }}", "b", "{{ $labels.job }}"), Map.of(), SAMPLE);

        Labels labels = found.occurrences().get(0).labels();
        assertThat(labels.getOrEmpty("a"))
                .startsWith(
                        "<error expanding template: error executing template __alert_Down: template: __alert_Down:1:115:")
                .endsWith(">");
        assertThat(labels.getOrEmpty("b")).isEqualTo("api");
        assertThat(found.failures()).containsOnlyKeys("label \"a\"");
    }

    @Test
    void a_text_that_is_no_template_is_its_error() {
        assertThat(one(Map.of("a", "{{ is"), Map.of()).labels().getOrEmpty("a"))
                .isEqualTo("<error expanding template: error parsing template __alert_Down: template: __alert_Down:1:"
                        + " function \"is\" not defined>");
    }

    @Test
    void without_templates_the_annotations_are_one_object_and_nothing_is_counted() {
        ExpansionObserver nobody = (texts, failures) -> {
            throw new AssertionError("counted");
        };
        List<Occurrence> occurrences = new Occurrences(
                        rule(Map.of(), Map.of("summary", "plain")),
                        FACTS,
                        Expanders.of(TemplateDialect.PROMETHEUS, nobody))
                .of(
                        List.of(SAMPLE, new Sample(Labels.of("job", "b"), 1)),
                        QUERY,
                        OccurrencesTest::down,
                        ActiveAlerts.none())
                .result()
                .occurrences();

        assertThat(occurrences.get(0).annotations()).isSameAs(occurrences.get(1).annotations());
    }

    @Test
    void annotations_of_vmalert_know_the_alert_and_labels_do_not() {
        String text =
                "{{ $alertID }} {{ $activeAt.Unix }} {{ $for }} {{ $interval }} {{ $groupID }} {{ $expr }} {{ $type }}"
                        + " {{ $isPartial }}";
        Labels expected =
                Labels.of("alertname", "Down", "job", "api", "team", "old", "x", "0 -62135596800 0s 0s 0 up  false");

        Occurrence occurrence = find(TemplateDialect.VMALERT, Map.of("x", text), Map.of("x", text), SAMPLE)
                .occurrences()
                .get(0);

        assertThat(occurrence.labels()).isEqualTo(expected);
        assertThat(occurrence.annotations().getOrEmpty("x"))
                .isEqualTo("%s %d 5m0s 1m0s 7 up prometheus false"
                        .formatted(Long.toUnsignedString(expected.fingerprint().value()), SLOT.getEpochSecond()));
    }

    private static Occurrence one(Map<String, String> labels, Map<String, String> annotations) {
        return find(TemplateDialect.PROMETHEUS, labels, annotations, SAMPLE)
                .occurrences()
                .get(0);
    }

    private static Found find(
            TemplateDialect dialect, Map<String, String> labels, Map<String, String> annotations, Sample sample) {
        return new Occurrences(rule(labels, annotations), FACTS, Expanders.of(dialect, ExpansionObserver.NONE))
                .of(List.of(sample), QUERY, OccurrencesTest::down, ActiveAlerts.none())
                .result();
    }

    private static <T> Future<T> down(Query query) {
        return Future.failedFuture(new AssertionError("asked " + query.expression()));
    }

    private static AlertingRule rule(Map<String, String> labels, Map<String, String> annotations) {
        return new AlertingRule(
                "Down", RuleExpression.unparsed("up"), Duration.ZERO, Duration.ZERO, labels, annotations);
    }
}
