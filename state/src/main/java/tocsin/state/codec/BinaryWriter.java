package tocsin.state.codec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.NameValues;
import tocsin.model.Utf8Order;

/** Writes the parts of a value, one after the other; {@link BinaryReader} has the twin of each method. Not thread-safe. */
public final class BinaryWriter {
    private byte[] bytes = new byte[256];
    private int length;
    private final Map<String, Integer> shared = new HashMap<>(0);
    private Labels similar = Labels.empty();

    /** A number from 0 to 255. */
    public void octet(int value) {
        if ((value & ~0xff) != 0) {
            throw new IllegalArgumentException("not in a byte: " + value);
        }
        room(1);
        bytes[length++] = (byte) value;
    }

    /** A number that is small and not negative as a rule: seven bits to a byte. */
    public void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A number of either sign that is near zero as a rule. */
    public void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** Eight bytes: for hashes, whose bits are all used. */
    public void bits(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
    }

    /** Every bit pattern comes back, NaN's too. */
    public void real(double value) {
        bits(Double.doubleToRawLongBits(value));
    }

    public void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** UTF-8; half a surrogate pair, which has no UTF-8, becomes a question mark. */
    public void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    /**
     * A text that may come again in this value: written once, then by its place among those that were. A lone one costs a
     * byte more than as {@link #text}.
     */
    public void sharedText(String value) {
        Integer place = shared.putIfAbsent(value, shared.size() + 1);
        number(place == null ? 0 : place);
        if (place == null) {
            text(value);
        }
    }

    /** As {@link #constant}, by {@link #sharedText}. */
    public void sharedConstant(Enum<?> value) {
        sharedText(value.name());
    }

    /**
     * One of many label sets of a value: of one that has the names of the one before only the values that differ are written.
     */
    public void similarLabels(Labels labels) {
        int differing = differing(labels, similar);
        number(differing + 1);
        if (differing < 0) {
            number(labels.size());
            for (int i = 0; i < labels.size(); i++) {
                sharedText(labels.name(i));
                sharedText(labels.value(i));
            }
        } else if (differing > 0) {
            for (int i = 0; i < labels.size(); i++) {
                if (!labels.value(i).equals(similar.value(i))) {
                    number(i);
                    sharedText(labels.value(i));
                }
            }
        }
        similar = labels;
    }

    /** How many values differ; -1 when names do. */
    private static int differing(Labels labels, Labels before) {
        if (labels.size() != before.size()) {
            return -1;
        }
        int count = 0;
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(before.name(i))) {
                return -1;
            }
            count += labels.value(i).equals(before.value(i)) ? 0 : 1;
        }
        return count;
    }

    /** By name: an ordinal would change its meaning when somebody sorts the constants. */
    public void constant(Enum<?> value) {
        text(value.name());
    }

    public void instant(Instant value) {
        signed(value.getEpochSecond());
        number(value.getNano());
    }

    public void duration(Duration value) {
        signed(value.getSeconds());
        number(value.getNano());
    }

    public <T> void optional(@Nullable T value, BiConsumer<BinaryWriter, T> writer) {
        flag(value != null);
        if (value != null) {
            writer.accept(this, value);
        }
    }

    public <T> void list(Collection<? extends T> values, BiConsumer<BinaryWriter, T> writer) {
        number(values.size());
        values.forEach(value -> writer.accept(this, value));
    }

    /** Labels or annotations. */
    public void nameValues(NameValues values) {
        number(values.size());
        values.forEach((name, value) -> {
            text(name);
            text(value);
        });
    }

    /** A map whose order means nothing: sorted, so that equal maps have equal bytes. */
    public void texts(Map<String, String> map) {
        Map<String, String> sorted = new TreeMap<>(Utf8Order::compare);
        sorted.putAll(map);
        textsInOrder(sorted);
    }

    /** A map whose order is part of the value. */
    public void textsInOrder(Map<String, String> map) {
        number(map.size());
        map.forEach((name, value) -> {
            text(name);
            text(value);
        });
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
