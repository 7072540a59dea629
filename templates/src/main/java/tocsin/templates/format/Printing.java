package tocsin.templates.format;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Kind;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;

/**
 * Prints values as Go's {@code %v} does. All throw {@link tocsin.templates.value.TextTooLong} when the text outgrows
 * {@code out}, or a value is nested without end.
 */
public final class Printing {
    private Printing() {}

    /** As an action prints: nil is {@code <no value>}, and pointers are looked through where {@code print} shows {@code &}. */
    public static void printAction(BoundedText out, @Nullable Object value) {
        if (value == null) {
            out.append("<no value>");
        } else if (value instanceof StructValue struct) {
            new OperandText(out, Directive.PLAIN, 'v').writePointedTo(struct);
        } else {
            printValue(out, value);
        }
    }

    /** As {@code print}: a space between operands when neither is a string; nil is {@code <nil>}. */
    public static void print(BoundedText out, @Nullable Object[] values) {
        boolean afterString = true;
        for (@Nullable Object value : values) {
            boolean string = Type.of(value).kind() == Kind.STRING;
            if (!string && !afterString) {
                out.append(' ');
            }
            printValue(out, value);
            afterString = string;
        }
    }

    /** As {@code println}: spaces between all operands and a newline. */
    public static void println(BoundedText out, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                out.append(' ');
            }
            printValue(out, values[i]);
        }
        out.append('\n');
    }

    private static void printValue(BoundedText out, @Nullable Object value) {
        if (value instanceof String text) {
            out.append(text);
        } else if (value instanceof Long number) {
            out.append(number.longValue());
        } else if (value instanceof Double number) {
            out.append(GoFloat.shortest(number));
        } else {
            new OperandText(out, Directive.PLAIN, 'v').write(value);
        }
    }
}
