package tocsin.state.codec;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Values of one table as bytes. Equal values have equal bytes, in every process: ties between writers are broken by them.
 * Any thread.
 *
 * <p>The first byte is the version of the format. A version that was released is read for ever: a change of the format adds
 * a reader and leaves the others as they are, and the golden bytes of each version stay in a test.
 */
public interface Codec<V> {
    byte[] encode(V value);

    /**
     * @param texts short texts that were read before, so that a hundred thousand rows share them
     * @throws CodecException when these bytes are no value, or one of a later version of the program
     */
    V decode(byte[] bytes, TextPool texts);

    /** @throws CodecException as above */
    default V decode(byte[] bytes) {
        return decode(bytes, TextPool.none());
    }

    /**
     * A codec whose newest format is the last of its readers.
     *
     * @param writer of the newest format
     * @param readers of format 1, 2, …; each consumes the whole value
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static <V> Codec<V> of(BiConsumer<BinaryWriter, V> writer, Function<BinaryReader, V>... readers) {
        return new VersionedCodec<>(writer, List.of(readers));
    }

    /** Texts as they are; for tables of plain words. */
    static Codec<String> text() {
        return of(BinaryWriter::text, BinaryReader::text);
    }
}
