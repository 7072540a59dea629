package tocsin.templates.time;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.Type;

/** The methods of {@code time.Duration}. */
final class DurationMethods {
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final List<Type> MULTIPLE = List.of(DurationValue.TYPE);

    static final Map<String, Function> BY_NAME = new MethodTable<>(DurationValue.TYPE, DurationValue::of)
            .property("Nanoseconds", DurationValue::nanos)
            .property("Microseconds", duration -> duration.nanos() / 1_000)
            .property("Milliseconds", duration -> duration.nanos() / 1_000_000)
            .property("Seconds", duration -> in(SECOND, duration.nanos()))
            .property("Minutes", duration -> in(MINUTE, duration.nanos()))
            .property("Hours", duration -> in(HOUR, duration.nanos()))
            .property("Abs", duration -> new DurationValue(magnitude(duration.nanos())))
            .property("String", DurationValue::printed)
            .method("Truncate", MULTIPLE, (duration, arguments) -> truncated(duration, nanos(arguments[1])))
            .method("Round", MULTIPLE, (duration, arguments) -> rounded(duration, nanos(arguments[1])))
            .byName();

    private DurationMethods() {}

    private static long nanos(@Nullable Object argument) {
        return DurationValue.of(argument).nanos();
    }

    /** Whole units and rest apart, as upstream adds them: the last digit depends on it. */
    private static double in(long unit, long nanos) {
        long whole = nanos / unit;
        return whole + nanos % unit / (double) unit;
    }

    private static long magnitude(long nanos) {
        return nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
    }

    private static DurationValue truncated(DurationValue duration, long multiple) {
        return multiple <= 0 ? duration : new DurationValue(duration.nanos() - duration.nanos() % multiple);
    }

    /** Halves away from zero; at the largest and smallest duration where that would overflow. */
    private static DurationValue rounded(DurationValue duration, long multiple) {
        if (multiple <= 0) {
            return duration;
        }
        long rest = duration.nanos() % multiple;
        long towardsZero = duration.nanos() - rest;
        if (Math.abs(rest) < multiple - Math.abs(rest)) {
            return new DurationValue(towardsZero);
        }
        long step = duration.nanos() < 0 ? -multiple : multiple;
        long away = towardsZero + step;
        boolean overflows = ((towardsZero ^ away) & (step ^ away)) < 0;
        return new DurationValue(!overflows ? away : step < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
}
