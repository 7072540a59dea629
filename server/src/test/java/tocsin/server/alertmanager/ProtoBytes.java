package tocsin.server.alertmanager;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Writes protobuf messages as Alertmanager does. */
public final class ProtoBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ProtoBytes varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    public ProtoBytes raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public ProtoBytes number(int field, long value) {
        return varint((long) field << 3).varint(value);
    }

    public ProtoBytes bytes(int field, byte[] value) {
        return varint(((long) field << 3) | 2).varint(value.length).raw(value);
    }

    public ProtoBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public ProtoBytes message(int field, ProtoBytes message) {
        return bytes(field, message.toByteArray());
    }

    public ProtoBytes time(int field, Instant time) {
        ProtoBytes timestamp = new ProtoBytes();
        timestamp.number(1, time.getEpochSecond());
        return message(field, time.getNano() == 0 ? timestamp : timestamp.number(2, time.getNano()));
    }

    public ProtoBytes packed(int field, long... values) {
        ProtoBytes numbers = new ProtoBytes();
        for (long value : values) {
            numbers.varint(value);
        }
        return message(field, numbers);
    }

    /** A message of a file, behind its length. */
    public ProtoBytes framed(ProtoBytes message) {
        byte[] bytes = message.toByteArray();
        return varint(bytes.length).raw(bytes);
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }

    /** {@code type} as in the specification: 0 equal, 1 regex, 2 not-equal, 3 not-regex. */
    public static ProtoBytes matcher(int type, String name, String pattern) {
        ProtoBytes matcher = new ProtoBytes();
        return (type == 0 ? matcher : matcher.number(1, type)).text(2, name).text(3, pattern);
    }

    /** A silence of one hour without matchers, not yet in its MeshSilence. */
    public static ProtoBytes silence(String id, Instant start) {
        return new ProtoBytes()
                .text(1, id)
                .time(3, start)
                .time(4, start.plusSeconds(3600))
                .time(5, start)
                .text(8, "ann")
                .text(9, "maintenance");
    }

    public static ProtoBytes meshed(ProtoBytes content, Instant expiresAt) {
        return new ProtoBytes().message(1, content).time(2, expiresAt);
    }

    public static ProtoBytes logEntry(String groupKey, String receiver, Instant timestamp, long... firing) {
        return new ProtoBytes()
                .text(1, groupKey)
                .message(2, new ProtoBytes().text(1, receiver).text(2, "webhook"))
                .time(5, timestamp)
                .packed(6, firing);
    }
}
