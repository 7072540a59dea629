package tocsin.templates.value;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list, of the same type.
 *
 * @param whole no cut itself, see {@link #of}
 * @param from first index
 * @param to behind the last index
 */
public record ListCut(ListValue whole, int from, int to) implements ListValue {
    public ListCut {
        Objects.requireNonNull(whole, "whole");
        Objects.checkFromToIndex(from, to, whole.size());
    }

    /** A cut of a cut refers to the whole, or a loop could pile up cuts without end. */
    public static ListCut of(ListValue list, int from, int to) {
        return list instanceof ListCut cut
                ? new ListCut(cut.whole, cut.from + from, cut.from + to)
                : new ListCut(list, from, to);
    }

    @Override
    public Type type() {
        return whole.type();
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    public @Nullable Object get(int index) {
        return whole.get(from + Objects.checkIndex(index, size()));
    }
}
