package tocsin.router.silence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tocsin.model.Matcher;

/**
 * How large a silence is: the length in bytes of the protobuf message that Alertmanager makes of it (MeshSilence of the
 * routing specification, section 9.1, without the copy of the matchers for old readers), because that is what people's
 * {@code --silences.max-silence-size-bytes} was set for. All field numbers are below 16, so each tag takes one byte.
 */
final class SilenceSize {
    private static final int TAG = 1;

    private SilenceSize() {}

    static int bytes(Silence silence) {
        return message(silence(silence)) + message(time(silence.expiresAt()));
    }

    private static int silence(Silence silence) {
        int size = field(silence.id())
                + message(time(silence.startsAt()))
                + message(time(silence.endsAt()))
                + message(time(silence.updatedAt()))
                + field(silence.createdBy())
                + field(silence.comment());
        for (Map.Entry<String, String> annotation : silence.annotations().entrySet()) {
            size += message(entry(annotation.getKey(), annotation.getValue()));
        }
        for (List<Matcher> set : silence.matcherSets()) {
            size += message(
                    set.stream().mapToInt(matcher -> message(matcher(matcher))).sum());
        }
        return size;
    }

    private static int matcher(Matcher matcher) {
        int type = matcher.op() == Matcher.Op.EQUAL ? 0 : TAG + 1;
        return type + field(matcher.name()) + field(matcher.value());
    }

    /** In a map entry both fields are written, also when they are empty. */
    private static int entry(String key, String value) {
        return message(utf8(key)) + message(utf8(value));
    }

    private static int time(Instant instant) {
        return number(instant.getEpochSecond()) + number(instant.getNano());
    }

    private static int number(long value) {
        return value == 0 ? 0 : TAG + varint(value);
    }

    private static int field(String text) {
        return text.isEmpty() ? 0 : message(utf8(text));
    }

    private static int message(int length) {
        return TAG + varint(length) + length;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Seven bits to a byte; a negative number takes all ten. */
    private static int varint(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + 6) / 7;
    }
}
