package tocsin.router.silence;

import java.time.Instant;
import java.util.Comparator;

/** The order of lists: active by end, pending by start, expired by end from the latest on; equal ones by id. */
final class SilenceOrder {
    private static final Comparator<Silence> BY_END =
            Comparator.comparing(Silence::endsAt).thenComparing(Silence::id);
    private static final Comparator<Silence> BY_START =
            Comparator.comparing(Silence::startsAt).thenComparing(Silence::id);
    private static final Comparator<Silence> LATEST_END_FIRST =
            Comparator.comparing(Silence::endsAt).reversed().thenComparing(Silence::id);

    private SilenceOrder() {}

    static Comparator<Silence> at(Instant now) {
        return (left, right) -> {
            SilenceState state = left.stateAt(now);
            int byState = rank(state) - rank(right.stateAt(now));
            return byState != 0 ? byState : within(state).compare(left, right);
        };
    }

    private static int rank(SilenceState state) {
        return switch (state) {
            case ACTIVE -> 0;
            case PENDING -> 1;
            case EXPIRED -> 2;
        };
    }

    private static Comparator<Silence> within(SilenceState state) {
        return switch (state) {
            case ACTIVE -> BY_END;
            case PENDING -> BY_START;
            case EXPIRED -> LATEST_END_FIRST;
        };
    }
}
