package tocsin.model;

import java.time.Duration;

/**
 * Durations as Prometheus and Alertmanager write them: whole numbers with the units y, w, d, h, m, s, ms in this order,
 * each at most once; {@code 0} alone needs no unit. A year has 365 days.
 */
public final class Durations {
    private static final String[] UNITS = {"y", "w", "d", "h", "m", "s", "ms"};
    private static final long[] UNIT_MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };
    private static final long MAX_MILLIS = Long.MAX_VALUE / 1_000_000;

    private Durations() {}

    /**
     * @throws IllegalArgumentException when the text is not a duration; the message says what to write instead
     */
    public static Duration parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string; write e.g. `5m` (y, w, d, h, m, s, ms)");
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        long millis = 0;
        int next = 0;
        int unit = 0;
        while (next < text.length()) {
            int digits = next;
            while (next < text.length() && isDigit(text.charAt(next))) {
                next++;
            }
            int name = next;
            while (next < text.length() && text.charAt(next) >= 'a' && text.charAt(next) <= 'z') {
                next++;
            }
            if (digits == name || name == next) {
                throw notDuration(text);
            }
            unit = unitFrom(unit, text.substring(name, next), text);
            millis = addChecked(millis, text.substring(digits, name), UNIT_MILLIS[unit], text);
            unit++;
        }
        return Duration.ofMillis(millis);
    }

    /** The form that {@link #parse} reads: years or weeks only when they divide the value exactly. */
    public static String print(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        long rest = millis;
        for (int unit = 0; unit < UNITS.length; unit++) {
            boolean onlyExact = unit < 2;
            long size = UNIT_MILLIS[unit];
            if (onlyExact && rest % size != 0) {
                continue;
            }
            if (rest / size > 0) {
                text.append(rest / size).append(UNITS[unit]);
                rest %= size;
            }
        }
        return text.toString();
    }

    private static int unitFrom(int first, String name, String text) {
        for (int unit = first; unit < UNITS.length; unit++) {
            if (UNITS[unit].equals(name)) {
                return unit;
            }
        }
        for (String known : UNITS) {
            if (known.equals(name)) {
                throw notDuration(text);
            }
        }
        throw new IllegalArgumentException(
                "unknown unit \"%s\" in duration \"%s\"; units are y, w, d, h, m, s, ms".formatted(name, text));
    }

    private static long addChecked(long millis, String digits, long size, String text) {
        try {
            long sum = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), size));
            if (sum <= MAX_MILLIS) {
                return sum;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("duration out of range: \"%s\"".formatted(text), e);
        }
        throw new IllegalArgumentException("duration out of range: \"%s\"".formatted(text));
    }

    private static IllegalArgumentException notDuration(String text) {
        return new IllegalArgumentException(
                "not a valid duration string: \"%s\"; write e.g. `5m` or `1h30m` (y, w, d, h, m, s, ms, largest first)"
                        .formatted(text));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
