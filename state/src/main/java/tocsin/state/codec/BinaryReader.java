package tocsin.state.codec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/**
 * Reads what {@link BinaryWriter} wrote, in the same order. Nothing is made larger than the bytes that are there: a length or
 * a count beyond them is an error before it is memory. Every method throws {@link CodecException} for bytes that are not
 * what it reads. Not thread-safe.
 */
public final class BinaryReader {
    private final byte[] bytes;
    private final TextPool texts;
    private final List<String> shared = new ArrayList<>(0);
    private Labels similar = Labels.empty();
    private int at;

    BinaryReader(byte[] bytes, TextPool texts) {
        this.bytes = bytes;
        this.texts = texts;
    }

    public int octet() {
        if (at == bytes.length) {
            throw new CodecException("the bytes end at %d, where more are to follow".formatted(at));
        }
        return bytes[at++] & 0xff;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7f) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new CodecException("a number at byte %d has no end".formatted(at));
    }

    public long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    public long bits() {
        need(Long.BYTES, "a hash");
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (bytes[at++] & 0xff);
        }
        return value;
    }

    public double real() {
        return Double.longBitsToDouble(bits());
    }

    public boolean flag() {
        int octet = octet();
        if (octet > 1) {
            throw new CodecException("%d at byte %d is neither yes (1) nor no (0)".formatted(octet, at - 1));
        }
        return octet == 1;
    }

    public String text() {
        int length = need(number(), "a text");
        String text = texts.text(bytes, at, length);
        at += length;
        return text;
    }

    public String sharedText() {
        long place = number();
        if (place < 0 || place > shared.size()) {
            throw new CodecException(
                    "text %s before byte %d is meant, but there were %d".formatted(unsigned(place), at, shared.size()));
        }
        if (place > 0) {
            return shared.get((int) place - 1);
        }
        String text = text();
        shared.add(text);
        return text;
    }

    public <E extends Enum<E>> E sharedConstant(Class<E> type) {
        return constant(type, sharedText());
    }

    /** Takes more memory than its bytes: what it has of the set before is written nowhere. */
    public Labels similarLabels() {
        long form = number();
        if (form == 0) {
            similar = pairs(this::sharedText);
        } else if (form != 1) {
            similar = changed(similar, form - 1);
        }
        return similar;
    }

    private Labels changed(Labels before, long differing) {
        String[] pairs = new String[2 * before.size()];
        for (int i = 0; i < before.size(); i++) {
            pairs[2 * i] = before.name(i);
            pairs[2 * i + 1] = before.value(i);
        }
        for (long i = 0; i != differing; i++) {
            long index = number();
            if (index < 0 || index >= before.size()) {
                throw new CodecException("label %s before byte %d is meant, but there are %d"
                        .formatted(unsigned(index), at, before.size()));
            }
            pairs[2 * (int) index + 1] = sharedText();
        }
        return Labels.ofPairs(pairs, pairs.length);
    }

    public <E extends Enum<E>> E constant(Class<E> type) {
        return constant(type, text());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new CodecException("no %s is called `%s`".formatted(type.getSimpleName(), name));
    }

    public Instant instant() {
        return Instant.ofEpochSecond(signed(), number());
    }

    public Duration duration() {
        return Duration.ofSeconds(signed(), number());
    }

    public <T> @Nullable T optional(Function<BinaryReader, T> reader) {
        return flag() ? reader.apply(this) : null;
    }

    public <T> List<T> list(Function<BinaryReader, T> reader) {
        int count = count(1);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.apply(this));
        }
        return values;
    }

    public Labels labels() {
        return pairs(this::text);
    }

    private Labels pairs(Supplier<String> text) {
        String[] pairs = pairTexts(text);
        return Labels.ofPairs(pairs, pairs.length);
    }

    public Annotations annotations() {
        String[] pairs = pairTexts(this::text);
        return Annotations.ofPairs(pairs, pairs.length);
    }

    /** In the order written. */
    public Map<String, String> texts() {
        int count = count(2);
        Map<String, String> map = new LinkedHashMap<>(count * 2);
        for (int i = 0; i < count; i++) {
            map.put(text(), text());
        }
        return map;
    }

    /** How many values follow, of at least so many bytes each. */
    public int count(int leastBytes) {
        long count = number();
        if (count < 0 || count > (bytes.length - at) / leastBytes) {
            throw new CodecException("%s values are to follow at byte %d, but there are %d bytes"
                    .formatted(unsigned(count), at, bytes.length - at));
        }
        return (int) count;
    }

    void expectEnd() {
        if (at != bytes.length) {
            throw new CodecException("%d bytes are left over".formatted(bytes.length - at));
        }
    }

    private String[] pairTexts(Supplier<String> text) {
        String[] pairs = new String[2 * count(2)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = text.get();
        }
        return pairs;
    }

    private int need(long length, String what) {
        if (length < 0 || length > bytes.length - at) {
            throw new CodecException("%s of %s bytes is to follow at byte %d, but there are %d"
                    .formatted(what, unsigned(length), at, bytes.length - at));
        }
        return (int) length;
    }

    private static String unsigned(long value) {
        return Long.toUnsignedString(value);
    }
}
