package tocsin.state.codec;

import java.time.DateTimeException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A byte for the version, then the value. */
record VersionedCodec<V>(BiConsumer<BinaryWriter, V> writer, List<Function<BinaryReader, V>> readers)
        implements Codec<V> {
    /** One byte, and zero is none: so that zeroed bytes are no value. */
    private static final int MOST_VERSIONS = 255;

    VersionedCodec {
        if (readers.isEmpty() || readers.size() > MOST_VERSIONS) {
            throw new IllegalArgumentException("a codec needs 1 to 255 readers, found " + readers.size());
        }
    }

    @Override
    public byte[] encode(V value) {
        BinaryWriter out = new BinaryWriter();
        out.octet(readers.size());
        writer.accept(out, value);
        return out.toByteArray();
    }

    @Override
    public V decode(byte[] bytes, TextPool texts) {
        BinaryReader in = new BinaryReader(bytes, texts);
        Function<BinaryReader, V> reader = reader(in.octet());
        try {
            V value = reader.apply(in);
            in.expectEnd();
            return value;
        } catch (IllegalArgumentException | NullPointerException | DateTimeException | ArithmeticException e) {
            throw new CodecException("the bytes are no legal value: " + e.getMessage(), e);
        }
    }

    private Function<BinaryReader, V> reader(int version) {
        if (version == 0 || version > readers.size()) {
            throw new CodecException(
                    version == 0
                            ? "the version of the format is 0, which there is not: the bytes are damaged"
                            : "format %d is newer than this program, which reads up to %d: run the version that wrote it"
                                    .formatted(version, readers.size()));
        }
        return readers.get(version - 1);
    }
}
