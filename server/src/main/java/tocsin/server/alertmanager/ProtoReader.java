package tocsin.server.alertmanager;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Reads one protobuf message, field by field: {@link #next} goes to a field, and one of the other methods reads it; a field
 * that nobody reads is skipped. Nothing is made larger than the bytes that are there, and nothing recurses by itself, so that
 * hostile bytes cost no more than their length. Every method throws {@link MalformedMessage}. Not thread-safe.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int field;
    private int type;
    /** Of the field: a varint's value. */
    private long value;
    /** Of the field: where its bytes begin; they end at {@link #at}. */
    private int start;

    private ProtoReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    static ProtoReader of(byte[] message) {
        return new ProtoReader(message, 0, message.length);
    }

    /** Goes to the next field; false when there is none. */
    boolean next() {
        if (at == end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFFFFFF) {
            throw new MalformedMessage("byte %d: no field has the number %d".formatted(at, tag >>> 3));
        }
        switch (type) {
            case VARINT -> value = varint();
            case EIGHT_BYTES -> take(Long.BYTES);
            case LENGTH -> take(varint());
            case FOUR_BYTES -> take(Integer.BYTES);
            default ->
                throw new MalformedMessage("byte %d: field %d has the unknown type %d".formatted(at, field, type));
        }
        return true;
    }

    int field() {
        return field;
    }

    boolean hasLength() {
        return type == LENGTH;
    }

    /** What is no UTF-8 becomes a replacement character. */
    String text() {
        expect(LENGTH, "a text");
        return new String(bytes, start, at - start, StandardCharsets.UTF_8);
    }

    ProtoReader message() {
        expect(LENGTH, "a message");
        return new ProtoReader(bytes, start, at);
    }

    long number() {
        expect(VARINT, "a number");
        return value;
    }

    double real() {
        expect(EIGHT_BYTES, "a real number");
        long bits = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bits = bits << 8 | (bytes[start + i] & 0xFF);
        }
        return Double.longBitsToDouble(bits);
    }

    /** The numbers of a repeated field, packed or one by one. */
    void numbers(LongConsumer each) {
        if (type == VARINT) {
            each.accept(value);
            return;
        }
        ProtoReader packed = message();
        while (packed.at < packed.end) {
            each.accept(packed.varint());
        }
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == end) {
                throw new MalformedMessage("byte %d: a number has no end".formatted(at));
            }
            byte octet = bytes[at++];
            result |= (long) (octet & 0x7F) << shift;
            if (octet >= 0) {
                return result;
            }
        }
        throw new MalformedMessage("byte %d: a number has more than ten bytes".formatted(at));
    }

    private void take(long length) {
        if (length < 0 || length > end - at) {
            throw new MalformedMessage("byte %d: %s bytes are to follow, but there are %d"
                    .formatted(at, Long.toUnsignedString(length), end - at));
        }
        start = at;
        at += (int) length;
    }

    private void expect(int expected, String what) {
        if (type != expected) {
            throw new MalformedMessage("byte %d: field %d is not %s".formatted(at, field, what));
        }
    }
}
