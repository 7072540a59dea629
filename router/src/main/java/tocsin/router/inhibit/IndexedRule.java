package tocsin.router.inhibit;

import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/** A rule at its place in the file. Identity equality: two rules may be written alike. */
final class IndexedRule {
    private final InhibitRule rule;
    private final int position;
    private final EqualLabels equal;
    private final boolean everyTargetIsSource;

    IndexedRule(InhibitRule rule, int position, EqualLabels equal) {
        this.rule = rule;
        this.position = position;
        this.equal = equal;
        this.everyTargetIsSource = rule.target().containsAll(rule.source());
    }

    InhibitRule rule() {
        return rule;
    }

    /** Rules of lower positions decide before. */
    int position() {
        return position;
    }

    EqualLabels equal() {
        return equal;
    }

    boolean isSource(Labels alert) {
        return matches(rule.source(), alert);
    }

    boolean isTarget(Labels alert) {
        return matches(rule.target(), alert);
    }

    /**
     * Whether sources that are targets too can ever mute something. They mute targets that are no sources, and there is
     * none when the target side asks for all that the source side does, as in the rule that is null.
     */
    boolean twoSidedSourcesCount() {
        return !everyTargetIsSource;
    }

    private static boolean matches(List<Matcher> matchers, Labels alert) {
        for (int i = 0; i < matchers.size(); i++) {
            if (!matchers.get(i).matches(alert)) {
                return false;
            }
        }
        return true;
    }
}
