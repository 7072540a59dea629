package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.query.LastSample;
import tocsin.model.Labels;

/**
 * What the series {@code ALERTS_FOR_STATE} of one rule say: since when each alert was active, and until when somebody knew.
 * Pure.
 *
 * <p>Prometheus ends such a series with a staleness marker, which the API does not show. A series that ends earlier than the
 * newest of the rule by more than two intervals is therefore taken for ended. One that still goes on is of an evaluator that
 * runs: there was no outage, and its alert is as old as it says. Otherwise the time since its last sample is an outage, and
 * Prometheus' arithmetic holds.
 */
final class ForSeries {
    private final Map<Labels, LastSample> byLabels = new HashMap<>();
    private final Instant endedBefore;
    private final Instant goesOnAfter;
    private final Instant now;

    /** @param interval of the rule's group, in which the series is written, too */
    ForSeries(List<LastSample> series, Duration interval, Instant now) {
        this.now = now;
        this.goesOnAfter = now.minus(interval.multipliedBy(2));
        Instant newest = Instant.MIN;
        for (LastSample sample : series) {
            Labels labels =
                    sample.labels().toBuilder().remove(Labels.METRIC_NAME).build();
            byLabels.merge(labels, sample, (one, other) -> one.at().isAfter(other.at()) ? one : other);
            newest = sample.at().isAfter(newest) ? sample.at() : newest;
        }
        this.endedBefore = byLabels.isEmpty() ? newest : newest.minus(interval.multipliedBy(2));
    }

    /**
     * Since when a pending alert is to count as active.
     *
     * @param withExternal the alert's labels as series leave a Prometheus by remote write
     * @return null when nothing is known, and never later than the alert has it itself
     */
    @Nullable
    Instant activeAt(ActiveAlert alert, Labels withExternal, Duration hold, Duration grace) {
        LastSample last = byLabels.getOrDefault(alert.labels(), byLabels.get(withExternal));
        if (last == null || last.at().isBefore(endedBefore) || !isTime(last.value())) {
            return null;
        }
        Instant since = Instant.ofEpochSecond((long) last.value());
        Instant restored = last.at().isAfter(goesOnAfter) ? since : afterOutage(since, last.at(), hold, grace);
        return restored.isBefore(alert.activeAt()) ? restored : null;
    }

    private Instant afterOutage(Instant since, Instant downAt, Duration hold, Duration grace) {
        Duration remaining = hold.minus(Duration.between(since, downAt));
        if (remaining.compareTo(Duration.ZERO) <= 0) {
            return since;
        }
        return remaining.compareTo(grace) < 0 ? now.plus(grace).minus(hold) : since.plus(Duration.between(downAt, now));
    }

    /** Seconds that are neither NaN nor in the future. */
    private boolean isTime(double value) {
        return value >= 0 && value <= now.getEpochSecond();
    }
}
