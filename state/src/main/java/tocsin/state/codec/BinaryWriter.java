package tocsin.state.codec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.NameValues;
import tocsin.model.Utf8Order;

/** Writes the parts of a value, one after the other; {@link BinaryReader} has the twin of each method. Not thread-safe. */
public final class BinaryWriter {
    private byte[] bytes = new byte[256];
    private int length;

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
