package tocsin.router.mute;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time that fits all its fields. Of each field, null is no restriction, and an empty list fits no time at all.
 *
 * @param times minutes of the day, the end exclusive
 * @param weekdays 0 is Sunday, 6 is Saturday
 * @param daysOfMonth 1 to 31, or -1 for the last day to -31
 * @param months 1 is January
 * @param location zone in which the fields are compared
 */
public record TimeInterval(
        @Nullable List<Range> times,
        @Nullable List<Range> weekdays,
        @Nullable List<Range> daysOfMonth,
        @Nullable List<Range> months,
        @Nullable List<Range> years,
        ZoneId location) {
    /** Both ends inclusive, except for times. */
    public record Range(int begin, int end) {}

    public TimeInterval {
        times = copy(times);
        weekdays = copy(weekdays);
        daysOfMonth = copy(daysOfMonth);
        months = copy(months);
        years = copy(years);
        Objects.requireNonNull(location, "location");
    }

    /** Whether the time lies in it, at minute resolution. */
    public boolean contains(Instant at) {
        ZonedDateTime local = at.atZone(location);
        int minute = local.getHour() * 60 + local.getMinute();
        return contains(years, local.getYear())
                && contains(months, local.getMonthValue())
                && (daysOfMonth == null || daysOfMonth.stream().anyMatch(range -> containsDay(range, local)))
                && contains(weekdays, local.getDayOfWeek().getValue() % 7)
                && (times == null || times.stream().anyMatch(range -> minute >= range.begin() && minute < range.end()));
    }

    private static boolean contains(@Nullable List<Range> ranges, int value) {
        return ranges == null || ranges.stream().anyMatch(range -> value >= range.begin() && value <= range.end());
    }

    /** A range that begins after the month's end is skipped; else both ends are brought into the month. */
    private static boolean containsDay(Range range, ZonedDateTime local) {
        int days = local.toLocalDate().lengthOfMonth();
        int begin = range.begin() < 0 ? days + range.begin() + 1 : range.begin();
        int end = range.end() < 0 ? days + range.end() + 1 : range.end();
        int day = local.getDayOfMonth();
        return begin <= days && day >= begin && day <= end;
    }

    private static @Nullable List<Range> copy(@Nullable List<Range> ranges) {
        return ranges == null ? null : List.copyOf(ranges);
    }
}
