package tocsin.templates.syntax;

import java.util.Objects;
import tocsin.templates.value.Utf8;

/**
 * The text that a tree was parsed from; nodes keep their offset in it, in characters.
 *
 * @param name for messages, e.g. a file's base name; empty for a text of a configuration
 */
public record SourceText(String name, String text) {
    public SourceText {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
    }

    /** From 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    /** In bytes, from 0. */
    public int column(int offset) {
        int start = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
        return Utf8.length(text.substring(start, offset));
    }
}
