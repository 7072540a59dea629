package tocsin.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go's own parser reads them: fractions, the units ns us ms s m h in any order. Only a few keys of the routing
 * configuration have this form, the {@code timeout} of some integrations among them; all others are {@link Durations}.
 */
public final class GoDurations {
    private static final Pattern FORM = Pattern.compile("[-+]?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "µs", BigDecimal.valueOf(1_000),
            "μs", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L));
    private static final int MOST_CHARACTERS = 60;

    private GoDurations() {}

    /**
     * Refuses a number without a unit, which upstream takes for nanoseconds and nobody means so.
     *
     * @throws IllegalArgumentException when the text is not a duration or is negative; the message says what to write
     *     instead
     */
    public static Duration parse(String text) {
        if (!text.equals("0") && text.matches("\\d+")) {
            throw new IllegalArgumentException(
                    "`%s` has no unit and would mean nanoseconds; write e.g. `%s` with a unit (ns us ms s m h)"
                            .formatted(text, text + "s"));
        }
        return parseOrNanos(text);
    }

    /**
     * As {@link #parse}, but a whole number without a unit is nanoseconds, as upstream takes it.
     *
     * @throws IllegalArgumentException when the text is not a duration or is negative
     */
    public static Duration parseOrNanos(String text) {
        if (text.matches("\\d{1,18}")) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        if (text.length() > MOST_CHARACTERS || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is not a duration; write e.g. `10s` or `1m30s` (ns us ms s m h)".formatted(text));
        }
        long nanos = nanos(text);
        if (nanos > 0 && text.startsWith("-")) {
            throw new IllegalArgumentException("`%s` is not a duration: it is negative".formatted(text));
        }
        return Duration.ofNanos(nanos);
    }

    private static long nanos(String text) {
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = NANOS.getOrDefault(part.group(2), BigDecimal.ONE);
            sum = sum.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        if (sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("`%s` is more than 292 years".formatted(text));
        }
        return sum.setScale(0, RoundingMode.DOWN).longValue();
    }

    /** The shortest usual form: {@code 1m30s}, {@code 1.5s}, {@code 0s}. */
    public static String print(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return BigDecimal.valueOf(duration.toNanos(), 6)
                            .stripTrailingZeros()
                            .toPlainString() + "ms";
        }
        long hours = duration.toHours();
        String start = hours > 0 ? hours + "h" : "";
        String minutes = hours > 0 || duration.toMinutesPart() > 0 ? duration.toMinutesPart() + "m" : "";
        BigDecimal seconds = BigDecimal.valueOf(duration.toSecondsPart())
                .add(BigDecimal.valueOf(duration.toNanosPart(), 9))
                .stripTrailingZeros();
        return start + minutes + seconds.toPlainString() + "s";
    }
}
