package tocsin.templates.format;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;

/** Go's {@code printf}. Mistakes in the format are text, e.g. {@code %!d(string=x)}, never failures. */
public final class Printf {
    private Printf() {}

    /**
     * @throws tocsin.templates.value.TextTooLong when the text outgrows {@code out}, or an argument is nested without end
     */
    public static void printf(BoundedText out, String format, @Nullable Object[] arguments) {
        new FormatRun(out, format, arguments).write();
    }
}
