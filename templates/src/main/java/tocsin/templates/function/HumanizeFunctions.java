package tocsin.templates.function;

import static tocsin.templates.value.Type.ANY;
import static tocsin.templates.value.Type.STRING;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.format.GoFloat;
import tocsin.templates.time.DurationValue;
import tocsin.templates.time.TimeValue;
import tocsin.templates.time.Zones;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;

/** Numbers for people: with four significant digits, and as times and durations. */
public final class HumanizeFunctions {
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * {@code humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp toTime toDuration parseDuration}, by
     * name. All but the last take a float, an integer, a text that holds a number, or a duration, which counts in seconds.
     */
    public static final Map<String, Function> ALL = Functions.byName(
            Function.of("humanize", List.of(ANY), (call, arguments) -> humanized(number(arguments[0]))),
            Function.of("humanize1024", List.of(ANY), (call, arguments) -> binary(number(arguments[0]))),
            Function.of("humanizeDuration", List.of(ANY), (call, arguments) -> duration(number(arguments[0]))),
            Function.of(
                    "humanizePercentage", List.of(ANY), (call, arguments) -> short4(number(arguments[0]) * 100) + '%'),
            Function.of("humanizeTimestamp", List.of(ANY), (call, arguments) -> timestamp(number(arguments[0]))),
            Function.of("toTime", List.of(ANY), (call, arguments) -> time(number(arguments[0]))),
            Function.of(
                    "toDuration",
                    List.of(ANY),
                    (call, arguments) -> new DurationValue((long) (number(arguments[0]) * NANOS_PER_SECOND))),
            Function.of(
                    "parseDuration",
                    List.of(STRING),
                    (call, arguments) -> PrometheusDuration.seconds(Functions.text(arguments[0]))));

    private static final double LARGEST_NANOS = 0x1p63;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SECONDS_PER_HOUR = 3600;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SIGNIFICANT_DIGITS = 4;
    private static final List<String> LARGER = List.of("k", "M", "G", "T", "P", "E", "Z", "Y");
    private static final List<String> SMALLER = List.of("m", "u", "n", "p", "f", "a", "z", "y");
    private static final List<String> BINARY = List.of("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi");

    private HumanizeFunctions() {}

    private static double number(@Nullable Object value) throws FunctionFailure {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof String text) {
            return parsed(text);
        }
        if (value instanceof DurationValue duration) {
            return seconds(duration.nanos());
        }
        if (value instanceof TypedInt integer && isWide(integer.type())) {
            return integer.type().kind() == Kind.UINT ? unsigned(integer.value()) : integer.value();
        }
        throw new FunctionFailure("can't convert %s to float".formatted(Type.of(value)));
    }

    private static double parsed(String text) throws FunctionFailure {
        try {
            return GoFloat.parse(text);
        } catch (NumberFormatException notANumber) {
            throw new FunctionFailure(String.valueOf(notANumber.getMessage()));
        }
    }

    private static boolean isWide(Type type) {
        return type.equals(Type.INT64) || type.equals(Type.UINT64);
    }

    /** Half of it keeps its last bit, so that rounding sees it. */
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : (double) (bits >>> 1 | (bits & 1)) * 2;
    }

    private static double seconds(long nanos) {
        long whole = nanos / 1_000_000_000;
        return whole + nanos % 1_000_000_000 / NANOS_PER_SECOND;
    }

    private static String short4(double value) {
        return GoFloat.significant(value, SIGNIFICANT_DIGITS);
    }

    private static String humanized(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return short4(value);
        }
        return Math.abs(value) >= 1 ? scaledDown(value, 1000, LARGER) : scaledUp(value);
    }

    private static String binary(double value) {
        boolean plain = Math.abs(value) <= 1 || !Double.isFinite(value);
        return plain ? short4(value) : scaledDown(value, 1024, BINARY);
    }

    private static String scaledDown(double value, int base, List<String> prefixes) {
        String prefix = "";
        double scaled = value;
        for (int i = 0; i < prefixes.size() && Math.abs(scaled) >= base; i++) {
            prefix = prefixes.get(i);
            scaled /= base;
        }
        return short4(scaled) + prefix;
    }

    private static String scaledUp(double value) {
        String prefix = "";
        double scaled = value;
        for (int i = 0; i < SMALLER.size() && Math.abs(scaled) < 1; i++) {
            prefix = SMALLER.get(i);
            scaled *= 1000;
        }
        return short4(scaled) + prefix;
    }

    private static String duration(double value) {
        if (!Double.isFinite(value)) {
            return short4(value);
        }
        if (Math.abs(value) < 1) {
            return (value == 0 ? short4(value) : scaledUp(value)) + 's';
        }
        return (value < 0 ? "-" : "") + wholeUnits(Math.abs(value));
    }

    /** A fraction shows below one minute only. */
    private static String wholeUnits(double magnitude) {
        long seconds = (long) magnitude;
        if (seconds < SECONDS_PER_MINUTE) {
            return short4(magnitude) + 's';
        }
        StringBuilder text = new StringBuilder();
        if (seconds >= SECONDS_PER_DAY) {
            text.append(seconds / SECONDS_PER_DAY).append("d ");
        }
        if (seconds >= SECONDS_PER_HOUR) {
            text.append(seconds % SECONDS_PER_DAY / SECONDS_PER_HOUR).append("h ");
        }
        return text.append(seconds % SECONDS_PER_HOUR / SECONDS_PER_MINUTE)
                .append("m ")
                .append(seconds % SECONDS_PER_MINUTE)
                .append('s')
                .toString();
    }

    private static String timestamp(double value) throws FunctionFailure {
        return Double.isFinite(value) ? time(value).printed() : short4(value);
    }

    /** Cut to milliseconds, in UTC. */
    private static TimeValue time(double value) throws FunctionFailure {
        if (!Double.isFinite(value)) {
            throw new FunctionFailure("value is NaN or Inf");
        }
        double nanos = value * NANOS_PER_SECOND;
        if (nanos > LARGEST_NANOS || nanos < -LARGEST_NANOS) {
            throw new FunctionFailure(GoFloat.shortest(value)
                    + " cannot be represented as a nanoseconds timestamp since it overflows int64");
        }
        long millis = (long) nanos / 1_000_000;
        return new TimeValue(Instant.ofEpochMilli(millis), Zones.UTC);
    }
}
