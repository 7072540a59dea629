package tocsin.evaluator.recording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;
import tocsin.rules.RecordingRule;

/**
 * What a recording rule makes of a result.
 *
 * @param series renamed and labelled; empty when there is an error
 * @param histograms samples left out because native histograms reach us as text only and cannot be stored from it
 * @param error why nothing may be stored; null when all is well
 */
public record RecordedSeries(
        List<Sample> series, int histograms, @Nullable String error) {
    public RecordedSeries {
        Objects.requireNonNull(series, "series");
    }

    /**
     * Renames each sample to the rule's name and sets the rule's labels, of which an empty one removes the label. Pure.
     *
     * @param limit most series; 0 for no limit
     */
    public static RecordedSeries of(RecordingRule rule, List<Sample> result, long limit) {
        List<Sample> series = new ArrayList<>(result.size());
        Set<Labels> seen = new HashSet<>((int) (result.size() / 0.75f) + 1);
        int histograms = 0;
        for (Sample sample : result) {
            Labels labels = labels(rule, sample.labels());
            if (!seen.add(labels)) {
                return refused("vector contains metrics with the same labelset after applying rule labels");
            }
            if (sample.histogram() == null) {
                series.add(new Sample(labels, sample.value()));
            } else {
                histograms++;
            }
        }
        if (limit > 0 && result.size() > limit) {
            return refused("exceeded limit of %d with %d series".formatted(limit, result.size()));
        }
        return new RecordedSeries(series, histograms, null);
    }

    private static Labels labels(RecordingRule rule, Labels sample) {
        Labels.Builder builder = sample.toBuilder().set(Labels.METRIC_NAME, rule.name());
        rule.labels().forEach(builder::set);
        return builder.build();
    }

    private static RecordedSeries refused(String error) {
        return new RecordedSeries(List.of(), 0, error);
    }
}
