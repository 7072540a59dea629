package tocsin.templates.time;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** A duration of Go: nanoseconds in 64 bits; of kind INT for formats and comparisons. */
public record DurationValue(long nanos) implements Printed, IntValue {
    public static final Type TYPE = Type.scalar("time.Duration", Kind.INT);

    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_SECONDS = 3600;

    /** Of an argument whose parameter is {@link #TYPE}: a duration, or an integer constant as a {@code TypedInt}. */
    public static DurationValue of(@Nullable Object argument) {
        if (argument instanceof IntValue integer) {
            return new DurationValue(integer.value());
        }
        throw new IllegalArgumentException("not a duration: " + argument);
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public long value() {
        return nanos;
    }

    @Override
    public @Nullable Function method(String name) {
        return DurationMethods.BY_NAME.get(name);
    }

    /** {@code 1h2m3.5s} */
    @Override
    public String printed() {
        if (nanos == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        // Without sign, so that the magnitude of the smallest number fits.
        long magnitude = nanos < 0 ? -nanos : nanos;
        if (Long.compareUnsigned(magnitude, SECOND) < 0) {
            return belowSecond(text, magnitude);
        }
        long seconds = Long.divideUnsigned(magnitude, SECOND);
        if (seconds >= HOUR_SECONDS) {
            text.append(seconds / HOUR_SECONDS).append('h');
        }
        if (seconds >= MINUTE_SECONDS) {
            text.append(seconds % HOUR_SECONDS / MINUTE_SECONDS).append('m');
        }
        text.append(seconds % MINUTE_SECONDS);
        return withFraction(text, Long.remainderUnsigned(magnitude, SECOND), SECOND)
                .append('s')
                .toString();
    }

    private static String belowSecond(StringBuilder text, long magnitude) {
        long unit = magnitude >= MILLISECOND ? MILLISECOND : magnitude >= MICROSECOND ? MICROSECOND : 1;
        String name = unit == MILLISECOND ? "ms" : unit == MICROSECOND ? "µs" : "ns";
        return withFraction(text.append(magnitude / unit), magnitude % unit, unit)
                .append(name)
                .toString();
    }

    private static StringBuilder withFraction(StringBuilder text, long fraction, long unit) {
        if (fraction == 0) {
            return text;
        }
        String digits = Long.toString(unit + fraction);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return text.append('.').append(digits, 1, end);
    }
}
