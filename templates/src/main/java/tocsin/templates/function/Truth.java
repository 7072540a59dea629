package tocsin.templates.function;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.TypedString;

/** What {@code if}, {@code with}, {@code and}, {@code or} and {@code not} take for true. */
public final class Truth {
    private Truth() {}

    /** False of false, nil, zeros, and what is empty. Structs and times are true whatever they hold, and so is NaN. */
    public static boolean of(@Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof Long integer) {
            return integer != 0;
        }
        if (value instanceof Double real) {
            return real != 0;
        }
        return ofValue(value);
    }

    private static boolean ofValue(Object value) {
        if (value instanceof ListValue list) {
            return list.size() > 0;
        }
        if (value instanceof MapValue map) {
            return map.size() > 0;
        }
        if (value instanceof IntValue integer) {
            return integer.value() != 0;
        }
        return !(value instanceof TypedString string) || !string.text().isEmpty();
    }
}
