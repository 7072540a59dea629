package tocsin.server.alertmanager;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Protobuf's timestamps. */
final class Timestamps {
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
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedMessage("there is no time %d s %d ns".formatted(seconds, nanos));
        }
    }

    static Instant required(@Nullable Instant time, String name) {
        if (time == null) {
            throw new MalformedMessage("it has no " + name);
        }
        return time;
    }
}
