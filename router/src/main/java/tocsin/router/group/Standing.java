package tocsin.router.group;

import java.util.Objects;

/**
 * Where an alert stands in its group. The few that most alerts have are shared: a hundred thousand alerts have to fit in
 * memory.
 *
 * @param verdict what the gates said at the last flush
 * @param firing whether it fired at the last flush; without meaning before the first one
 */
record Standing(Verdict verdict, boolean firing) {
    static final Standing NEW = new Standing(Verdict.UNPROCESSED, true);
    private static final Standing PASSED_FIRING = new Standing(Verdict.PASSED, true);
    private static final Standing PASSED_RESOLVED = new Standing(Verdict.PASSED, false);

    Standing {
        Objects.requireNonNull(verdict, "verdict");
    }

    static Standing of(Verdict verdict, boolean firing) {
        if (verdict instanceof Verdict.Passed) {
            return firing ? PASSED_FIRING : PASSED_RESOLVED;
        }
        return new Standing(verdict, firing);
    }

    boolean isNew() {
        return verdict instanceof Verdict.Unprocessed;
    }

    Standing judged(Verdict newVerdict) {
        return of(newVerdict, firing);
    }
}
