package tocsin.templates.syntax;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A template that cannot be parsed, judged or executed, with the place and the reason. The message reads as upstream's:
 * {@code template: NAME:LINE: reason} for syntax, {@code template: NAME:LINE:COL: executing "NAME" at <NODE>: reason} for
 * execution.
 */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;
    /** Characters of each part that a message shows: parts may quote texts of any length. */
    private static final int SHOWN = 2000;

    private final String templateName;
    private final int line;
    private final int column;
    private final String reason;

    /**
     * @param templateName of the source that holds the place, e.g. a file's base name; may be empty
     * @param line from 1
     * @param column in bytes, from 0 as upstream counts; -1 when only the line is known
     * @param at what follows the place, e.g. {@code executing "x" at <.Foo>}; null when nothing does
     */
    public TemplateException(String templateName, int line, int column, @Nullable String at, String reason) {
        super(message(templateName, line, column, at, reason), null, false, false);
        this.templateName = Objects.requireNonNull(templateName, "templateName");
        this.line = line;
        this.column = column;
        this.reason = shown(Objects.requireNonNull(reason, "reason"));
    }

    private static String message(String name, int line, int column, @Nullable String at, String reason) {
        String place = column < 0 ? name + ':' + line : name + ':' + line + ':' + column;
        return "template: " + shown(place) + ": " + (at == null ? "" : shown(at) + ": ") + shown(reason);
    }

    private static String shown(String part) {
        return part.length() > SHOWN ? part.substring(0, SHOWN) + "…" : part;
    }

    /** The message without what it quotes of the template: for texts that are secrets. */
    public String messageWithoutSource() {
        return message(templateName, line, column, null, reason);
    }

    public String templateName() {
        return templateName;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** In bytes of the line, from 0; -1 when only the line is known. */
    public int column() {
        return column;
    }

    /** The message without the place. */
    public String reason() {
        return reason;
    }
}
