package tocsin.router.inhibit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/** Looks for the first rule in file order that mutes an alert. Made for one look-up. */
final class InhibitionSearch {
    private final Labels target;
    private final Instant now;
    private @Nullable IndexedRule rule;
    private @Nullable Source source;

    InhibitionSearch(Labels target, Instant now) {
        this.target = target;
        this.now = now;
    }

    Labels target() {
        return target;
    }

    boolean mayImproveWith(SourceSet set) {
        return rule == null || set.rule().position() < rule.position();
    }

    /** @param set of a rule of which the alert is a target, with its values of the {@code equal} labels */
    void tryTargetOf(SourceSet set) {
        if (!mayImproveWith(set)) {
            return;
        }
        Source muting = set.muting(target, now);
        if (muting != null) {
            rule = set.rule();
            source = muting;
        }
    }

    Optional<Inhibition> found() {
        return rule == null || source == null
                ? Optional.empty()
                : Optional.of(new Inhibition(rule.rule(), source.labels()));
    }
}
