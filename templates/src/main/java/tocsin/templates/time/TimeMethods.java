package tocsin.templates.time;

import static tocsin.templates.value.Type.INT;
import static tocsin.templates.value.Type.STRING;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** The methods of {@code time.Time}. */
final class TimeMethods {
    private static final List<Type> TIME = List.of(TimeValue.TYPE);
    private static final List<Type> DURATION = List.of(DurationValue.TYPE);
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);
    /** Leaves room for any offset within what Java's calendar holds, and for the longest duration. */
    private static final long LARGEST_YEAR = 999_999_000;

    static final Map<String, Function> BY_NAME = new MethodTable<>(TimeValue.TYPE, TimeValue::of)
            .property("Year", time -> (long) time.local().getYear())
            .property("Month", time -> new MonthValue(time.local().getMonth()))
            .property("Day", time -> (long) time.local().getDayOfMonth())
            .property("Hour", time -> (long) time.local().getHour())
            .property("Minute", time -> (long) time.local().getMinute())
            .property("Second", time -> (long) time.local().getSecond())
            .property("Nanosecond", time -> (long) time.local().getNano())
            .property("YearDay", time -> (long) time.local().getDayOfYear())
            .property("Weekday", time -> new WeekdayValue(time.local().getDayOfWeek()))
            .property("Unix", time -> time.instant().getEpochSecond())
            .property("UnixMilli", time -> unix(time.instant(), 1_000))
            .property("UnixMicro", time -> unix(time.instant(), 1_000_000))
            .property("UnixNano", time -> unix(time.instant(), 1_000_000_000))
            .property("UTC", time -> time.in(Zones.UTC))
            .property("Local", time -> time.in(Zones.local()))
            .property("Location", LocationValue::new)
            .property("IsDST", time -> time.zone().getRules().isDaylightSavings(time.instant()))
            .property("IsZero", time -> time.instant().equals(TimeValue.ZERO.instant()))
            .property("String", TimeValue::printed)
            .method("Format", List.of(STRING), (time, arguments) -> time.format((String) arguments[1]))
            .method("In", List.of(LocationValue.TYPE), (time, arguments) -> in(time, arguments[1]))
            .method("Before", TIME, (time, arguments) -> compare(time, arguments[1]) < 0)
            .method("After", TIME, (time, arguments) -> compare(time, arguments[1]) > 0)
            .method("Equal", TIME, (time, arguments) -> compare(time, arguments[1]) == 0)
            .method("Compare", TIME, (time, arguments) -> (long) Integer.signum(compare(time, arguments[1])))
            .method("Sub", TIME, (time, arguments) -> between(TimeValue.of(arguments[1]), time))
            .method("Add", DURATION, (time, arguments) -> plus(time, nanos(arguments[1])))
            .method("Truncate", DURATION, (time, arguments) -> truncated(time, nanos(arguments[1])))
            .method("Round", DURATION, (time, arguments) -> rounded(time, nanos(arguments[1])))
            .method("AddDate", List.of(INT, INT, INT), TimeMethods::plusDate)
            .byName();

    private TimeMethods() {}

    /** Wraps around where 64 bits do not suffice, as upstream's does. */
    private static long unix(Instant instant, long unitsPerSecond) {
        return instant.getEpochSecond() * unitsPerSecond + instant.getNano() / (1_000_000_000 / unitsPerSecond);
    }

    private static TimeValue in(TimeValue time, @Nullable Object location) {
        TimeValue example = LocationValue.of(location).example();
        return new TimeValue(time.instant(), example.zone(), example.abbreviation());
    }

    private static int compare(TimeValue time, @Nullable Object other) {
        return time.instant().compareTo(TimeValue.of(other).instant());
    }

    private static long nanos(@Nullable Object argument) {
        return DurationValue.of(argument).nanos();
    }

    /** The largest or smallest duration when the distance is longer. */
    static DurationValue between(TimeValue from, TimeValue to) {
        Duration distance = Duration.between(from.instant(), to.instant());
        try {
            return new DurationValue(distance.toNanos());
        } catch (ArithmeticException overflow) {
            return new DurationValue(distance.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    private static TimeValue plus(TimeValue time, long nanos) throws FunctionFailure {
        try {
            return inRange(time.at(time.instant().plusNanos(nanos)));
        } catch (DateTimeException outOfRange) {
            throw tooFar();
        }
    }

    private static TimeValue inRange(TimeValue time) throws FunctionFailure {
        if (Math.abs((long) time.local().getYear()) > LARGEST_YEAR) {
            throw tooFar();
        }
        return time;
    }

    private static FunctionFailure tooFar() {
        return new FunctionFailure("time is too far from now");
    }

    private static TimeValue truncated(TimeValue time, long multiple) throws FunctionFailure {
        return multiple <= 0 ? time : plus(time, -rest(time, multiple));
    }

    private static TimeValue rounded(TimeValue time, long multiple) throws FunctionFailure {
        if (multiple <= 0) {
            return time;
        }
        long rest = rest(time, multiple);
        long step = rest < multiple - rest ? -rest : multiple - rest;
        return plus(time, step);
    }

    /** How far the time is behind a multiple, counted from the zero time. */
    private static long rest(TimeValue time, long multiple) {
        Duration sinceZero = Duration.between(TimeValue.ZERO.instant(), time.instant());
        return BigInteger.valueOf(sinceZero.getSeconds())
                .multiply(SECOND)
                .add(BigInteger.valueOf(sinceZero.getNano()))
                .mod(BigInteger.valueOf(multiple))
                .longValueExact();
    }

    /** Overflowing days and months carry on into the next ones: 31 January and a month is 3 March. */
    private static TimeValue plusDate(TimeValue time, @Nullable Object[] arguments) throws FunctionFailure {
        ZonedDateTime local = time.local();
        try {
            LocalDate date = LocalDate.of(local.getYear(), 1, 1)
                    .plusYears(number(arguments[1]))
                    .plusMonths(Math.addExact(number(arguments[2]), local.getMonthValue() - 1))
                    .plusDays(Math.addExact(number(arguments[3]), local.getDayOfMonth() - 1));
            LocalDateTime moved = date.atTime(local.toLocalTime());
            return inRange(time.at(Zones.instant(moved, time.zone())));
        } catch (DateTimeException | ArithmeticException outOfRange) {
            throw tooFar();
        }
    }

    private static long number(@Nullable Object argument) {
        if (argument instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("not an int: " + argument);
    }
}
