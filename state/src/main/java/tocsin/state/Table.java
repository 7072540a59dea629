package tocsin.state;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.state.codec.Codec;

/**
 * A kind of state that survives the process. Local writes, replayed entries and, later, entries of peers pass through
 * the same merge.
 *
 * @param name as operators see it, e.g. {@code notification-log}: small letters, digits and hyphens
 * @param codec of the values
 * @param merge of two versions of one row: commutative, associative and idempotent
 */
public record Table<V>(String name, Codec<V> codec, BinaryOperator<Entry<V>> merge) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public Table {
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(merge, "merge");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no name of a table; write small letters and digits, words joined by hyphens"
                            .formatted(name));
        }
    }

    /**
     * A table in which the later {@code updatedAt} wins. Of two entries of one instant a tombstone wins, else the greater
     * bytes of the value, else the later expiry, so that every node decides alike.
     */
    public static <V> Table<V> lastWriterWins(String name, Codec<V> codec) {
        return new Table<>(name, codec, new LastWriter<>(codec));
    }

    /** Whether of two versions the one with the later {@code updatedAt} wins whatever they hold, so that a store need not read them. */
    public boolean lastWriterWins() {
        return merge instanceof LastWriter;
    }

    private record LastWriter<V>(Codec<V> codec) implements BinaryOperator<Entry<V>> {
        @Override
        public Entry<V> apply(Entry<V> left, Entry<V> right) {
            return later(left, right, codec);
        }
    }

    private static <V> Entry<V> later(Entry<V> left, Entry<V> right, Codec<V> codec) {
        int order = left.updatedAt().compareTo(right.updatedAt());
        if (order == 0) {
            order = Boolean.compare(left.isTombstone(), right.isTombstone());
        }
        if (order == 0) {
            order = byBytes(left.value(), right.value(), codec);
        }
        if (order == 0) {
            order = left.expiresAt().compareTo(right.expiresAt());
        }
        return order >= 0 ? left : right;
    }

    private static <V> int byBytes(@Nullable V left, @Nullable V right, Codec<V> codec) {
        return left == null || right == null ? 0 : Arrays.compareUnsigned(codec.encode(left), codec.encode(right));
    }
}
