package tocsin.router.mute;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tocsin.router.mute.TimeInterval.Range;

/** The rules of the specification once more, by listing every value that fits and asking whether the clock shows it. */
final class NaiveInterval {
    private static final DateTimeFormatter HOURS_AND_MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE", Locale.ENGLISH);
    private static final List<String> WEEKDAYS = List.of("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat");

    private NaiveInterval() {}

    static boolean contains(TimeInterval interval, Instant at) {
        ZonedDateTime wall = at.atZone(ZoneId.of(interval.location().getId()));
        int daysInMonth = YearMonth.from(wall).lengthOfMonth();
        return fits(interval.times(), range -> IntStream.range(range.begin(), range.end()), NaiveInterval::minute, wall)
                && fits(interval.weekdays(), NaiveInterval::values, NaiveInterval::weekday, wall)
                && fits(interval.daysOfMonth(), range -> days(range, daysInMonth), ZonedDateTime::getDayOfMonth, wall)
                && fits(interval.months(), NaiveInterval::values, ZonedDateTime::getMonthValue, wall)
                && fits(interval.years(), NaiveInterval::values, ZonedDateTime::getYear, wall);
    }

    private interface Values {
        IntStream of(Range range);
    }

    private static boolean fits(
            @Nullable List<Range> ranges, Values values, ToIntFunction<ZonedDateTime> shown, ZonedDateTime wall) {
        return ranges == null
                || ranges.stream().flatMapToInt(values::of).anyMatch(value -> value == shown.applyAsInt(wall));
    }

    private static IntStream values(Range range) {
        return IntStream.rangeClosed(range.begin(), range.end());
    }

    /** The days of this month that a range names, from either of its ends. */
    private static IntStream days(Range range, int daysInMonth) {
        IntStream all = IntStream.rangeClosed(1, daysInMonth);
        return all.filter(day -> isFrom(range.begin(), day, daysInMonth) && isUpTo(range.end(), day, daysInMonth));
    }

    private static boolean isFrom(int begin, int day, int daysInMonth) {
        return begin > 0 ? day >= begin : day - daysInMonth - 1 >= begin;
    }

    private static boolean isUpTo(int end, int day, int daysInMonth) {
        return end > 0 ? day <= end : day - daysInMonth - 1 <= end;
    }

    private static int minute(ZonedDateTime wall) {
        String shown = HOURS_AND_MINUTES.format(wall);
        return Integer.parseInt(shown.substring(0, 2)) * 60 + Integer.parseInt(shown.substring(3));
    }

    private static int weekday(ZonedDateTime wall) {
        return WEEKDAYS.indexOf(WEEKDAY.format(wall));
    }
}
