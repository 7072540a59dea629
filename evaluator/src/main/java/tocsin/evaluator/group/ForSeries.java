package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;

/**
 * What the series {@code ALERTS_FOR_STATE} of one rule say: since when each alert was active, and until when somebody knew.
 * Pure.
 *
 * <p>Prometheus ends such a series with a staleness marker when its alert ends, and restores nothing from one that has ended.
 * The API does not return markers, but an instant selector obeys them: after a marker it finds nothing, and after a sample it
 * finds that for the look-back of five minutes. So a series that was to be found an interval after its last sample has not
 * ended; its evaluator has. Of any other nothing is restored, also where intervals are too long to tell: then {@code for}
 * starts over.
 *
 * <p>A series that goes on is of an evaluator that runs: there was no outage, and its alert is as old as it says. Otherwise
 * the time since its last sample is an outage, and Prometheus' arithmetic holds.
 */
final class ForSeries {
    private final Map<Labels, LastSample> newest = new HashMap<>();
    private final Map<Labels, Instant> foundUntil = new HashMap<>();
    private final Duration interval;
    private final Instant now;

    /**
     * @param series with their last samples
     * @param found until when an instant selector has found each of them, Unix seconds, as {@link #steps} are apart
     * @param interval of the rule's group, in which the series is written, too
     */
    ForSeries(List<LastSample> series, List<Sample> found, Duration interval, Instant now) {
        this.interval = interval;
        this.now = now;
        for (LastSample sample : series) {
            newest.merge(
                    withoutName(sample.labels()),
                    sample,
                    (one, other) -> one.at().isAfter(other.at()) ? one : other);
        }
        for (Sample sample : found) {
            if (isTime(sample.value())) {
                Instant until = Instant.ofEpochMilli((long) (sample.value() * 1000));
                foundUntil.merge(withoutName(sample.labels()), until, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
    }

    /** How closely it has to be known until when a series was found. */
    static Duration steps(Duration interval) {
        Duration steps = interval.dividedBy(4);
        return steps.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : steps;
    }

    private static Labels withoutName(Labels labels) {
        return labels.toBuilder().remove(Labels.METRIC_NAME).build();
    }

    /**
     * Since when a pending alert is to count as active.
     *
     * @param withExternal the alert's labels as series leave a Prometheus by remote write
     * @return null when nothing is known, and never later than the alert has it itself
     */
    @Nullable
    Instant activeAt(ActiveAlert alert, Labels withExternal, Duration hold, Duration grace) {
        Labels labels = newest.containsKey(alert.labels()) ? alert.labels() : withExternal;
        LastSample last = newest.get(labels);
        if (last == null || !isTime(last.value()) || hasEnded(last, foundUntil.get(labels))) {
            return null;
        }
        Instant since = Instant.ofEpochSecond((long) last.value());
        boolean goesOn = last.at().isAfter(now.minus(interval.multipliedBy(2)));
        Instant restored = goesOn ? since : afterOutage(since, last.at(), hold, grace);
        return restored.isBefore(alert.activeAt()) ? restored : null;
    }

    private boolean hasEnded(LastSample last, @Nullable Instant until) {
        Instant next = last.at().plus(interval);
        Instant lastStep = now.minus(steps(interval));
        return until == null || until.isBefore(next.isBefore(lastStep) ? next : lastStep);
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
        return value >= 0 && value <= now.toEpochMilli() / 1000.0;
    }
}
