package tocsin.server.alertmanager;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Protobuf's timestamps: of the years 1 to 9999, with nanoseconds that count upward. What is beyond is damage. */
final class Timestamps {
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long NANOS_OF_SECOND = 1_000_000_000L;

    private Timestamps() {}

    static Instant read(ProtoReader in) {
        ProtoReader timestamp = in.message();
        long seconds = 0;
        long nanos = 0;
        while (timestamp.next()) {
            if (timestamp.field() == 1) {
                seconds = timestamp.number();
            } else if (timestamp.field() == 2) {
                nanos = timestamp.number();
            }
        }
        if (seconds < FIRST || seconds > LAST || nanos < 0 || nanos >= NANOS_OF_SECOND) {
            throw new MalformedMessage("there is no time %d s %d ns".formatted(seconds, nanos));
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    static Instant required(@Nullable Instant time, String name) {
        if (time == null) {
            throw new MalformedMessage("it has no " + name);
        }
        return time;
    }
}
