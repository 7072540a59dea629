package tocsin.templates.value;

import org.jspecify.annotations.Nullable;

/** A list; its type's kind is {@link Kind#LIST}. */
public interface ListValue extends Value {
    int size();

    /** @param index from 0, below the size */
    @Nullable
    Object get(int index);
}
