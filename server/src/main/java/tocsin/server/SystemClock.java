package tocsin.server;

import java.time.Instant;
import tocsin.time.Clock;

/** The wall clock of this machine. */
final class SystemClock implements Clock {
    @Override
    public Instant now() {
        return Instant.now();
    }
}
