package tocsin.router.mute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time that fits all its fields. Of each field, null is no restriction, and an empty list fits no time at all.
 *
 * <p>The fields are compared with the clock on the wall in {@code location}: an hour that daylight saving skips never
 * fits, and one that comes twice fits twice.
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
    private static final int MINUTES_OF_DAY = 24 * 60;
    private static final List<Range> WHOLE_DAY = List.of(new Range(0, MINUTES_OF_DAY));
    /** After so many years the calendar repeats, weekdays and leap years included. */
    private static final int CALENDAR_CYCLE_YEARS = 400;

    private static final List<Range> ONE_CYCLE = List.of(new Range(2000, 2000 + CALENDAR_CYCLE_YEARS - 1));

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
        LocalDateTime local = LocalDateTime.ofInstant(at, location);
        return containsMinute(local.getHour() * 60 + local.getMinute()) && containsDay(local.toLocalDate());
    }

    /** Whether no time whatever fits: a list is empty, or the days do not exist, as the 31st of April. */
    public boolean isNever() {
        return !containsAnyMinute() || !containsAnyDay();
    }

    boolean containsDay(LocalDate day) {
        return contains(years, day.getYear())
                && contains(months, day.getMonthValue())
                && containsDayOfMonth(day)
                && contains(weekdays, day.getDayOfWeek().getValue() % 7);
    }

    /** Of the days that fit, which minutes do; the end of each range is exclusive. */
    List<Range> minutes() {
        return times == null ? WHOLE_DAY : times;
    }

    private boolean containsMinute(int minute) {
        for (Range range : minutes()) {
            if (minute >= range.begin() && minute < range.end()) {
                return true;
            }
        }
        return false;
    }

    private boolean containsAnyMinute() {
        return minutes().stream().anyMatch(range -> range.begin() < range.end());
    }

    private boolean containsAnyDay() {
        List<Range> searched = years == null ? ONE_CYCLE : years;
        return searched.stream().anyMatch(this::containsAnyDayOf);
    }

    private boolean containsAnyDayOf(Range searchedYears) {
        int first = Math.max(searchedYears.begin(), LocalDate.MIN.getYear());
        long lastOfCycle = first + CALENDAR_CYCLE_YEARS - 1L;
        int last = (int) Math.min(Math.min(searchedYears.end(), LocalDate.MAX.getYear()), lastOfCycle);
        if (first > last) {
            return false;
        }
        LocalDate lastDay = LocalDate.of(last, 12, 31);
        return containsDay(lastDay)
                || LocalDate.of(first, 1, 1).datesUntil(lastDay).anyMatch(this::containsDay);
    }

    private static boolean contains(@Nullable List<Range> ranges, int value) {
        if (ranges == null) {
            return true;
        }
        for (Range range : ranges) {
            if (value >= range.begin() && value <= range.end()) {
                return true;
            }
        }
        return false;
    }

    private boolean containsDayOfMonth(LocalDate day) {
        if (daysOfMonth == null) {
            return true;
        }
        int daysInMonth = day.lengthOfMonth();
        for (Range range : daysOfMonth) {
            if (contains(range, day.getDayOfMonth(), daysInMonth)) {
                return true;
            }
        }
        return false;
    }

    /** A range that begins after the month's end is skipped; one that only reaches beyond it is cut there. */
    private static boolean contains(Range range, int dayOfMonth, int daysInMonth) {
        int begin = fromStart(range.begin(), daysInMonth);
        return begin <= daysInMonth && dayOfMonth >= begin && dayOfMonth <= fromStart(range.end(), daysInMonth);
    }

    private static int fromStart(int day, int daysInMonth) {
        return day < 0 ? daysInMonth + day + 1 : day;
    }

    private static @Nullable List<Range> copy(@Nullable List<Range> ranges) {
        return ranges == null ? null : List.copyOf(ranges);
    }
}
