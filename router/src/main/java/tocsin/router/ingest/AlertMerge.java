package tocsin.router.ingest;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Alert.Origin;

/**
 * What a known alert becomes when the same label set arrives again: section 4.2 of the routing specification, and
 * promise 7 of the product: an alert of an own rule belongs to that rule. While it fires, whatever others post for its
 * labels is dropped whole, annotations too, since half an alert of the rule and half of somebody else would be explained
 * by neither. Once the rule has ended it, the label set is free again, and an end that the rule repeats does not reach
 * what others post from then on. Pure.
 */
final class AlertMerge {
    private AlertMerge() {}

    /** Whether one of them is of a rule and the other has nothing to say of it: promise 7. */
    static boolean belongsToRule(Alert old, Alert incoming, Instant now) {
        return old.origin() != incoming.origin() && !old.resolvedAt(now) && !mayTakeOver(incoming, now);
    }

    /** Null when nothing changes but the time of receipt, and when it {@link #belongsToRule}. */
    static @Nullable Alert merge(Alert old, Alert incoming, Instant now) {
        if (belongsToRule(old, incoming, now)) {
            return null;
        }
        if (sameContent(old, incoming)) {
            return null;
        }
        if (old.origin() == Origin.RULE || incoming.origin() == Origin.RULE || !overlap(old, incoming)) {
            return keepTexts(old, incoming);
        }
        // The one that comes is the later one, whatever the stamps say: after a jump of the clock backward its sender's
        // word, a resolution perhaps, would otherwise count for nothing until the old time comes again.
        return keepTexts(old, join(old, incoming, now));
    }

    /**
     * Only a rule takes a firing alert over from others, and only with an alert that fires: what it sends of an alert that
     * it has ended, again and again for a while, says nothing of one that somebody else has begun since.
     */
    private static boolean mayTakeOver(Alert incoming, Instant now) {
        return incoming.origin() == Origin.RULE && !incoming.resolvedAt(now);
    }

    /** Strict on both sides: equal starts with a later end do not overlap, and the new alert replaces the old. */
    private static boolean overlap(Alert old, Alert incoming) {
        return inside(end(incoming), old) || inside(incoming.startsAt(), old);
    }

    private static boolean inside(Instant at, Alert alert) {
        return at.isAfter(alert.startsAt()) && at.isBefore(end(alert));
    }

    private static Alert join(Alert earlier, Alert later, Instant now) {
        Instant start = earlier.startsAt().isBefore(later.startsAt()) ? earlier.startsAt() : later.startsAt();
        return with(later, start, joinedEnd(earlier, later, now));
    }

    private static Instant joinedEnd(Alert earlier, Alert later, Instant now) {
        boolean earlierEndsLater = end(earlier).isAfter(end(later));
        boolean earlierCounts = later.resolvedAt(now) ? earlier.resolvedAt(now) : !earlier.timeout();
        return earlierEndsLater && earlierCounts ? end(earlier) : end(later);
    }

    private static Alert with(Alert alert, Instant start, Instant end) {
        return new Alert(
                alert.labels(),
                alert.annotations(),
                start,
                end,
                alert.generatorUrl(),
                alert.updatedAt(),
                alert.timeout(),
                alert.origin());
    }

    /** The same alert with the old texts where they are equal, so that a resend leaves nothing behind on the heap. */
    private static Alert keepTexts(Alert old, Alert merged) {
        return new Alert(
                old.labels(),
                old.annotations().equals(merged.annotations()) ? old.annotations() : merged.annotations(),
                old.startsAt().equals(merged.startsAt()) ? old.startsAt() : merged.startsAt(),
                merged.endsAt(),
                old.generatorUrl().equals(merged.generatorUrl()) ? old.generatorUrl() : merged.generatorUrl(),
                merged.updatedAt(),
                merged.timeout(),
                merged.origin());
    }

    private static boolean sameContent(Alert old, Alert incoming) {
        return old.startsAt().equals(incoming.startsAt())
                && Objects.equals(old.endsAt(), incoming.endsAt())
                && old.timeout() == incoming.timeout()
                && old.origin() == incoming.origin()
                && old.annotations().equals(incoming.annotations())
                && old.generatorUrl().equals(incoming.generatorUrl());
    }

    /** Alerts received by API always have an end. */
    private static Instant end(Alert alert) {
        return Objects.requireNonNull(alert.endsAt(), "endsAt of an alert received by API");
    }
}
