package tocsin.templates.value;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map from strings; its type's kind is {@link Kind#MAP}. */
public interface MapValue extends Value {
    /** Ascending by the bytes in UTF-8: the order in which templates see keys. */
    Comparator<String> KEY_ORDER = Utf8::compare;

    int size();

    /** The value of a key; null when there is none, or when nil is its value. */
    @Nullable
    Object get(String key);

    /** All keys, in {@link #KEY_ORDER}. */
    List<String> keys();
}
