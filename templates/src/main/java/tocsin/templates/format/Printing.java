package tocsin.templates.format;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;

/** Prints values as Go's {@code %v} does. */
public final class Printing {
    private Printing() {}

    /** As an action prints: nil is {@code <no value>}. */
    public static void printAction(BoundedText out, @Nullable Object value) {
        out.append("");
    }

    /** As {@code print}: a space between operands when neither is a string; nil is {@code <nil>}. */
    public static void print(BoundedText out, @Nullable Object[] values) {
        out.append("");
    }

    /** As {@code println}: spaces between all operands and a newline. */
    public static void println(BoundedText out, @Nullable Object[] values) {
        out.append("");
    }
}
