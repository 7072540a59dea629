package tocsin.templates.exec;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.ListCut;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Strings;
import tocsin.templates.value.TypedString;

/** Roughly how many bytes of memory a value takes by itself; what it refers to is not counted. */
final class Weight {
    private static final long SCALAR = 24;
    private static final long OBJECT = 80;
    private static final long TEXT = 56;
    private static final long LIST = 96;
    private static final long MAP = 144;
    private static final long REFERENCE = 8;
    /** An entry of a tree, or a pair of name and value. */
    private static final long ENTRY = 64;
    /** Below, it does not pay to look whether a character takes one byte or two. */
    private static final int SHORT = 64;

    private Weight() {}

    static long of(@Nullable Object value) {
        if (value instanceof String text) {
            return ofText(text);
        }
        if (value instanceof Long || value instanceof Double) {
            return SCALAR;
        }
        if (value == null || value instanceof Boolean || value instanceof Absent) {
            return 0;
        }
        return ofOthers(value);
    }

    private static long ofOthers(Object value) {
        if (value instanceof TypedString typed) {
            return OBJECT + ofText(typed.text());
        }
        if (value instanceof AnyList || value instanceof Strings) {
            return LIST + REFERENCE * ((ListValue) value).size();
        }
        if (value instanceof MapValue map) {
            return MAP + ENTRY * map.size();
        }
        if (value instanceof ListValue list && !(value instanceof ListCut)) {
            return LIST + ENTRY * list.size();
        }
        return value instanceof Object[] array ? LIST + REFERENCE * array.length : OBJECT;
    }

    private static long ofText(String text) {
        boolean wide = text.length() < SHORT || hasWide(text);
        return TEXT + (wide ? 2L : 1L) * text.length();
    }

    private static boolean hasWide(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return true;
            }
        }
        return false;
    }
}
