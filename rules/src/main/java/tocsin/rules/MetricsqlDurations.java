package tocsin.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as vmalert reads them: fractions ({@code 1.5h}), units in any order, a bare number of seconds, and a leading
 * minus. The unit {@code i}, a number of query steps, is refused: a rule file has no step, and vmalert reads it as zero.
 */
final class MetricsqlDurations {
    private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{0,9})?)(ms|s|m|h|d|w|y)?");
    private static final Map<String, Long> MILLIS = Map.of(
            "ms", 1L,
            "s", 1_000L,
            "m", 60_000L,
            "h", 3_600_000L,
            "d", 86_400_000L,
            "w", 604_800_000L,
            "y", 31_536_000_000L);
    private static final BigDecimal LONGEST_MILLIS = BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000);

    private MetricsqlDurations() {}

    /** @throws IllegalArgumentException when the text is not a duration or is negative */
    static Duration parse(String text) {
        Duration duration = parseSigned(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must not be negative: \"%s\"".formatted(text));
        }
        return duration;
    }

    /** @throws IllegalArgumentException when the text is not a duration; the message says what to write instead */
    static Duration parseSigned(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative ? text.substring(1) : text;
        Matcher part = PART.matcher(rest);
        BigDecimal millis = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length() && part.find(at) && part.start() == at) {
            millis = millis.add(millisOf(part, rest, text));
            at = part.end();
        }
        if (rest.isEmpty() || at < rest.length()) {
            throw notDuration(text);
        }
        if (millis.compareTo(LONGEST_MILLIS) > 0) {
            throw new IllegalArgumentException("duration out of range: \"%s\"".formatted(text));
        }
        Duration duration =
                Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
        return negative ? duration.negated() : duration;
    }

    private static BigDecimal millisOf(Matcher part, String rest, String text) {
        String unit = part.group(2);
        boolean bareNumber = part.start() == 0 && part.end() == rest.length();
        if (unit == null && !bareNumber) {
            throw notDuration(text);
        }
        return new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(MILLIS.get(unit == null ? "s" : unit)));
    }

    private static IllegalArgumentException notDuration(String text) {
        return new IllegalArgumentException(
                "not a valid duration string: \"%s\"; write e.g. `5m` or `1.5h` (y, w, d, h, m, s, ms)"
                        .formatted(text));
    }
}
