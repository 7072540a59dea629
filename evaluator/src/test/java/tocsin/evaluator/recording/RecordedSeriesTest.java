package tocsin.evaluator.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;
import tocsin.rules.RecordingRule;
import tocsin.rules.RuleExpression;

final class RecordedSeriesTest {
    @Test
    void samples_get_the_name_of_the_rule_and_its_labels_as_they_are_written() {
        RecordedSeries recorded = RecordedSeries.of(
                rule(Map.of("job", "", "env", "{{ $labels.job }}")),
                List.of(new Sample(Labels.of("__name__", "x", "job", "a", "instance", "i"), 4)),
                0);

        assertThat(recorded.error()).isNull();
        assertThat(recorded.series())
                .containsExactly(
                        new Sample(Labels.of("__name__", "job:x:sum", "env", "{{ $labels.job }}", "instance", "i"), 4));
    }

    @Test
    void a_scalar_is_a_series_without_other_labels() {
        RecordedSeries recorded = RecordedSeries.of(rule(Map.of()), List.of(new Sample(Labels.empty(), 1)), 0);

        assertThat(recorded.series()).containsExactly(new Sample(Labels.of("__name__", "job:x:sum"), 1));
    }

    @Test
    void two_results_of_one_label_set_are_an_error() {
        RecordedSeries recorded = RecordedSeries.of(
                rule(Map.of("job", "same")),
                List.of(new Sample(Labels.of("job", "a"), 1), new Sample(Labels.of("job", "b"), 2)),
                0);

        assertThat(recorded.error())
                .isEqualTo("vector contains metrics with the same labelset after applying rule labels");
        assertThat(recorded.series()).isEmpty();
    }

    @Test
    void more_series_than_the_limit_are_an_error_that_tells_how_many() {
        List<Sample> two = List.of(new Sample(Labels.of("job", "a"), 1), new Sample(Labels.of("job", "b"), 2));

        assertThat(RecordedSeries.of(rule(Map.of()), two, 1).error()).isEqualTo("exceeded limit of 1 with 2 series");
        assertThat(RecordedSeries.of(rule(Map.of()), two, 2).error()).isNull();
    }

    @Test
    void native_histograms_are_left_out_and_counted() {
        RecordedSeries recorded = RecordedSeries.of(
                rule(Map.of()),
                List.of(new Sample(Labels.of("job", "a"), 0, "{count:1}"), new Sample(Labels.of("job", "b"), 2)),
                0);

        assertThat(recorded.histograms()).isEqualTo(1);
        assertThat(recorded.series()).hasSize(1);
    }

    private static RecordingRule rule(Map<String, String> labels) {
        return new RecordingRule("job:x:sum", RuleExpression.unparsed("x"), labels);
    }
}
