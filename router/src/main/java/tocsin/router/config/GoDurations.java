package tocsin.router.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them; only some {@code timeout} keys have this form. */
final class GoDurations {
    private static final Pattern FORM =
            Pattern.compile("[-+]?(?:(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9.]+)([a-zµμ]+)");
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDurations() {}

    /**
     * @param text a bare whole number is nanoseconds
     * @throws IllegalArgumentException when the text is not such a duration, or is negative
     */
    static Duration parse(String text) {
        if (text.length() > 40) {
            throw wrong("a duration");
        }
        if (text.matches("[0-9]{1,18}")) {
            return Duration.ofNanos(Long.parseLong(text));
        }
        if (!FORM.matcher(text).matches()) {
            throw wrong("a duration");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            BigDecimal unit = BigDecimal.valueOf(UNIT_NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        if (text.startsWith("-") && nanos.signum() > 0) {
            throw wrong("zero or more");
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw wrong("less than 292 years");
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("not %s; write e.g. `10s` or `1.5m` (ns, us, ms, s, m, h)".formatted(what));
    }
}
