package tocsin.state;

import java.util.Objects;
import java.util.function.BinaryOperator;

/**
 * A kind of state that survives the process. Local writes, replayed entries and, later, entries of peers pass through
 * the same merge.
 *
 * @param name as operators see it, e.g. {@code notification-log}
 * @param merge of two versions of one row: commutative, associative and idempotent
 */
public record Table<V>(String name, BinaryOperator<Entry<V>> merge) {
    public Table {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(merge, "merge");
    }

    /**
     * A table in which the later {@code updatedAt} wins; of two entries of one instant a tombstone wins, else the
     * greater text of the value, so that every node decides alike.
     */
    public static <V> Table<V> lastWriterWins(String name) {
        return new Table<>(name, Table::later);
    }

    private static <V> Entry<V> later(Entry<V> left, Entry<V> right) {
        int byTime = left.updatedAt().compareTo(right.updatedAt());
        if (byTime != 0) {
            return byTime > 0 ? left : right;
        }
        if (left.isTombstone() != right.isTombstone()) {
            return left.isTombstone() ? left : right;
        }
        return String.valueOf(left.value()).compareTo(String.valueOf(right.value())) >= 0 ? left : right;
    }
}
