package tocsin.server.client;

import java.time.Duration;
import tocsin.model.Durations;

/** Lengths of silences: {@code 2h30m}, also with blanks in between. */
final class SpokenDuration {
    private SpokenDuration() {}

    /** @throws IllegalArgumentException when it is none, or none that lasts; the message says what to write */
    static Duration parse(String text) {
        String joined = text.strip().replaceAll("(?<=[a-z])\\s+(?=\\d)", "").replaceAll("(?<=\\d)\\s+(?=[a-z])", "");
        Duration duration = Durations.parse(joined);
        if (duration.isZero()) {
            throw new IllegalArgumentException("`%s` is no time at all; write e.g. 2h30m".formatted(text));
        }
        return duration;
    }
}
