package tocsin.templates.function;

import java.util.Map;
import tocsin.templates.format.GoQuoting;
import tocsin.templates.value.FunctionFailure;

/** Durations as rules write them: {@code 1h30m}, units from large to small, each at most once. */
final class PrometheusDuration {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final long MOST_MILLIS = Long.MAX_VALUE / 1_000_000;

    /** In milliseconds; the larger the earlier it must stand. */
    private static final Map<String, Long> UNITS = Map.of(
            "ms",
            1L,
            "s",
            1000L,
            "m",
            60_000L,
            "h",
            3_600_000L,
            "d",
            86_400_000L,
            "w",
            604_800_000L,
            "y",
            31_536_000_000L);

    private final String text;
    private int at;

    private PrometheusDuration(String text) {
        this.text = text;
    }

    static double seconds(String text) throws FunctionFailure {
        boolean negative = text.startsWith("-");
        long millis = new PrometheusDuration(negative ? text.substring(1) : text).millis();
        // A zero has no sign: upstream counts in integers.
        return (negative ? -millis : millis) / MILLIS_PER_SECOND;
    }

    private long millis() throws FunctionFailure {
        if (text.isEmpty()) {
            throw new FunctionFailure("empty duration string");
        }
        if (text.equals("0")) {
            return 0;
        }
        long sum = 0;
        long lastUnit = Long.MAX_VALUE;
        while (at < text.length()) {
            long count = count();
            long unit = unit();
            if (unit >= lastUnit) {
                throw invalid();
            }
            lastUnit = unit;
            sum = added(sum, count, unit);
        }
        return sum;
    }

    private long count() throws FunctionFailure {
        int start = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw invalid();
        }
        return counted(text.substring(start, at));
    }

    private long counted(String digits) throws FunctionFailure {
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw invalid();
        }
    }

    private long unit() throws FunctionFailure {
        int start = at;
        while (at < text.length() && !isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw invalid();
        }
        String name = text.substring(start, at);
        Long unit = UNITS.get(name);
        if (unit == null) {
            throw new FunctionFailure(
                    "unknown unit " + GoQuoting.quote(name) + " in duration " + GoQuoting.quote(text));
        }
        return unit;
    }

    private static long added(long sum, long count, long unit) throws FunctionFailure {
        if (count < 0 || count > (MOST_MILLIS - sum) / unit) {
            throw new FunctionFailure("duration out of range");
        }
        return sum + count * unit;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private FunctionFailure invalid() {
        return new FunctionFailure("not a valid duration string: " + GoQuoting.quote(text));
    }
}
