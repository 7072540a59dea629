package tocsin.router.config;

import java.time.ZoneId;
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

    private static @Nullable List<Range> copy(@Nullable List<Range> ranges) {
        return ranges == null ? null : List.copyOf(ranges);
    }
}
