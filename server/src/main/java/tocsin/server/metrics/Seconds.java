package tocsin.server.metrics;

import java.time.Duration;
import java.time.Instant;

/** Times as metrics carry them. */
final class Seconds {
    private Seconds() {}

    static double of(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    static double of(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
