package tocsin.router.group;

import java.util.List;
import java.util.Objects;

/** What the gates said of one alert at the last flush of its group. */
public sealed interface Verdict {
    Verdict UNPROCESSED = new Unprocessed();
    Verdict PASSED = new Passed();

    /** The group was not flushed since the alert came into it. */
    record Unprocessed() implements Verdict {}

    /** Nothing held it back. */
    record Passed() implements Verdict {}

    /** @param by who mutes it: silence ids, a fingerprint, names of time intervals */
    record Muted(SuppressionReason reason, List<String> by) implements Verdict {
        public Muted {
            Objects.requireNonNull(reason, "reason");
            by = List.copyOf(by);
        }
    }
}
