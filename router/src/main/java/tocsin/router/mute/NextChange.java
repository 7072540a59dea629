package tocsin.router.mute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds when something that follows from time intervals changes next: a named interval, or whether a route is held back.
 *
 * <p>It goes from change to change of the zones' clocks and asks at each, so that it never looks at a minute in which
 * nothing can happen. It gives up after {@link #HORIZON_YEARS}.
 */
final class NextChange {
    /**
     * Whatever recurs, recurs within: the rarest day that can be written without years is a certain weekday on the 29th
     * of February, which comes after 40 years at the latest.
     */
    static final int HORIZON_YEARS = 100;

    private final List<Watched> watched = new ArrayList<>();
    private final Instant limit;

    /** A clock and its next change after the instant that was looked at last; null when it has none any more. */
    private static final class Watched {
        private final WallClock clock;
        private @Nullable Instant next;

        Watched(WallClock clock) {
            this.clock = clock;
        }

        void moveBeyond(Instant after, Instant limit) {
            next = clock.nextChange(after, limit);
        }

        boolean isAt(Instant at) {
            return at.equals(next);
        }
    }

    private NextChange(Instant after) {
        limit = LocalDate.ofInstant(after, ZoneOffset.UTC)
                .plusYears(HORIZON_YEARS)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }

    /**
     * The first instant after {@code after} at which the state differs from what it is then; empty when there is none
     * within the horizon.
     *
     * @param state depends on time only by whether each of the unions contains it
     * @param unions sets of intervals, each taken together
     */
    static Optional<Instant> of(Predicate<Instant> state, List<List<TimeInterval>> unions, Instant after) {
        NextChange search = new NextChange(after);
        unions.forEach(search::watch);
        return Optional.ofNullable(search.search(state, after));
    }

    private void watch(List<TimeInterval> union) {
        Map<ZoneId, List<TimeInterval>> byZone = union.stream().collect(Collectors.groupingBy(TimeInterval::location));
        byZone.forEach((zone, intervals) -> watched.add(new Watched(new WallClock(zone, intervals))));
    }

    private @Nullable Instant search(Predicate<Instant> state, Instant after) {
        boolean now = state.test(after);
        watched.forEach(each -> each.moveBeyond(after, limit));
        for (Instant at = earliest(); at != null; at = earliest()) {
            if (state.test(at) != now) {
                return at;
            }
            for (Watched each : watched) {
                if (each.isAt(at)) {
                    each.moveBeyond(at, limit);
                }
            }
        }
        return null;
    }

    private @Nullable Instant earliest() {
        Instant earliest = null;
        for (Watched each : watched) {
            Instant next = each.next;
            if (next != null && (earliest == null || next.isBefore(earliest))) {
                earliest = next;
            }
        }
        return earliest;
    }
}
