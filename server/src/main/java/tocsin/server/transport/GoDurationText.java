package tocsin.server.transport;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as Go writes them: {@code 1s}, {@code 1m30s}, {@code 1.5s}, {@code 250ms}, {@code 1h0m0s}. */
final class GoDurationText {
    private static final long MILLI = 1_000_000;

    private GoDurationText() {}

    /** @param duration whole milliseconds, not negative */
    static String of(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toSeconds() == 0) {
            return duration.toNanos() / MILLI + "ms";
        }
        String seconds = decimal(duration.toSecondsPart(), duration.toMillisPart()) + "s";
        if (duration.toHours() > 0) {
            return duration.toHours() + "h" + duration.toMinutesPart() + "m" + seconds;
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" + seconds : seconds;
    }

    private static String decimal(int seconds, int millis) {
        BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(millis, 3));
        return exact.stripTrailingZeros().toPlainString();
    }
}
