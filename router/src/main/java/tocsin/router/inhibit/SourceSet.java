package tocsin.router.inhibit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * All sources of one rule that have the same values of its {@code equal} labels, in two trees: those that are targets of
 * the rule as well do not mute their like.
 */
final class SourceSet {
    private final IndexedRule rule;
    private final EqualValues place;
    private final SourceTree oneSided = new SourceTree(this);
    private @Nullable SourceTree twoSided;

    SourceSet(IndexedRule rule, EqualValues place) {
        this.rule = rule;
        this.place = place;
    }

    IndexedRule rule() {
        return rule;
    }

    SourceTree oneSided() {
        return oneSided;
    }

    SourceTree twoSided() {
        if (twoSided == null) {
            twoSided = new SourceTree(this);
        }
        return twoSided;
    }

    /** One of the trees has lost its last source; the other one may have some. */
    void becameEmpty() {
        if (oneSided.isEmpty() && (twoSided == null || twoSided.isEmpty())) {
            place.remove(this);
        }
    }

    /**
     * A source that fires and mutes this alert: rather a one-sided one, of several the first by fingerprint.
     *
     * @param target known to be a target of the rule
     */
    @Nullable
    Source muting(Labels target, Instant now) {
        Source firing = oneSided.firstFiring(now);
        if (firing != null || twoSided == null) {
            return firing;
        }
        Source alike = twoSided.firstFiring(now);
        return alike == null || rule.isSource(target) ? null : alike;
    }

    /** When the last source ends that mutes this alert. */
    Instant mutedUntil(Labels target) {
        Instant end = oneSided.latestEnd();
        if (twoSided == null || rule.isSource(target)) {
            return end;
        }
        return end.isAfter(twoSided.latestEnd()) ? end : twoSided.latestEnd();
    }
}
