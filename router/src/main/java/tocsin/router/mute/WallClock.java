package tocsin.router.mute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.router.mute.TimeInterval.Range;

/**
 * When time intervals of one zone, taken together, begin and end to contain the time.
 *
 * <p>The line of time falls into stretches between the zone's changes of offset. Within a stretch the clock on the wall
 * runs evenly, so that the next change is found on it, from day to day and from range to range. At the end of a stretch
 * the clock jumps, and may jump over a boundary, or back before one: there both sides are compared.
 *
 * <pre>
 *   01:59 +01:00 | 03:00 +02:00            02:00 to 02:30 never comes on this day
 *   02:59 +02:00 | 02:00 +01:00            02:00 to 02:30 comes once more
 * </pre>
 */
final class WallClock {
    private static final int MINUTES_OF_DAY = 24 * 60;

    private final ZoneId zone;
    private final List<TimeInterval> intervals;

    /** @param intervals all of them in this zone */
    WallClock(ZoneId zone, List<TimeInterval> intervals) {
        this.zone = zone;
        this.intervals = List.copyOf(intervals);
    }

    boolean contains(Instant at) {
        return intervals.stream().anyMatch(interval -> interval.contains(at));
    }

    /**
     * The first instant after {@code after} at which {@link #contains} differs from what it is then.
     *
     * @return null when there is none before {@code limit}
     */
    @Nullable
    Instant nextChange(Instant after, Instant limit) {
        boolean now = contains(after);
        Instant from = after;
        while (from.isBefore(limit)) {
            ZoneOffsetTransition jump = zone.getRules().nextTransition(from);
            boolean jumps = jump != null && jump.getInstant().isBefore(limit);
            Instant until = jumps ? jump.getInstant() : limit;
            Instant change = firstWith(!now, from, until);
            if (change != null) {
                return change;
            }
            if (jumps && contains(until) != now) {
                return until;
            }
            from = until;
        }
        return null;
    }

    /** The first full minute in between that is as wanted; no change of offset is in between. */
    private @Nullable Instant firstWith(boolean wanted, Instant after, Instant until) {
        ZoneOffset offset = zone.getRules().getOffset(after);
        LocalDateTime start = LocalDateTime.ofInstant(after, offset);
        LocalDateTime end = LocalDateTime.ofInstant(until, offset);
        int minute = start.getHour() * 60 + start.getMinute() + 1;
        for (LocalDate day = start.toLocalDate(); !day.isAfter(end.toLocalDate()); day = day.plusDays(1)) {
            int found = wanted ? firstCovered(day, minute) : firstUncovered(day, minute);
            if (found < MINUTES_OF_DAY) {
                Instant at = day.atStartOfDay().plusMinutes(found).toInstant(offset);
                return at.isBefore(until) ? at : null;
            }
            minute = 0;
        }
        return null;
    }

    /** The first minute of the day, not before {@code from}, that an interval contains; the day's length when none does. */
    private int firstCovered(LocalDate day, int from) {
        int first = MINUTES_OF_DAY;
        for (TimeInterval interval : intervals) {
            if (interval.containsDay(day)) {
                for (Range range : interval.minutes()) {
                    int begin = Math.max(range.begin(), from);
                    first = begin < range.end() ? Math.min(first, begin) : first;
                }
            }
        }
        return first;
    }

    /** The first minute of the day, not before {@code from}, that no interval contains; the day's length when all are. */
    private int firstUncovered(LocalDate day, int from) {
        int minute = from;
        int reached = endOfCover(day, minute);
        while (reached > minute && reached < MINUTES_OF_DAY) {
            minute = reached;
            reached = endOfCover(day, minute);
        }
        return reached;
    }

    /** The furthest end among the ranges that contain the minute; the minute itself when none does. */
    private int endOfCover(LocalDate day, int minute) {
        int end = minute;
        for (TimeInterval interval : intervals) {
            if (interval.containsDay(day)) {
                for (Range range : interval.minutes()) {
                    end = range.begin() <= minute && minute < range.end() ? Math.max(end, range.end()) : end;
                }
            }
        }
        return end;
    }
}
