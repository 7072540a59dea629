package tocsin.templates.function;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.templates.format.Printing;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Utf8;

/** {@code html}, {@code js} and {@code urlquery}: print their arguments as {@code print} does and escape that. */
final class Escaping {
    private Escaping() {}

    /** The arguments as one text. Unlike for {@code print} nil is {@code <no value>}. */
    static String text(BoundedText out, @Nullable Object[] arguments) {
        if (arguments.length == 1 && arguments[0] instanceof String text) {
            return text;
        }
        Object[] printable = arguments.clone();
        for (int i = 0; i < printable.length; i++) {
            if (printable[i] == null) {
                printable[i] = "<no value>";
            }
        }
        Printing.print(out, printable);
        String text = out.toString();
        out.truncate(0);
        return text;
    }

    static void html(BoundedText out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '\'' -> out.append("&#39;");
                case '"' -> out.append("&#34;");
                case 0 -> out.append('\uFFFD');
                default -> out.append(c);
            }
        }
    }

    static void js(BoundedText out, String text) {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (point == '\\' || point == '\'' || point == '"') {
                out.append('\\').append((char) point);
            } else if (isUnsafeInScripts(point)) {
                out.append(String.format(Locale.ROOT, "\\u%04X", point));
            } else {
                out.appendCodePoint(point);
            }
            i += Character.charCount(point);
        }
    }

    private static boolean isUnsafeInScripts(int point) {
        if (point < 0x80) {
            return point < ' ' || point == '<' || point == '>' || point == '&' || point == '=';
        }
        return !isPrintable(point);
    }

    /** Letters, marks, numbers, punctuation and symbols; also a byte that is no part of a character, which stays as it is. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    static void urlQuery(BoundedText out, String text) {
        out.require(Utf8.length(text));
        for (byte b : Utf8.bytes(text)) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else if (b == ' ') {
                out.append('+');
            } else {
                out.append('%').append(hexDigit(b >> 4)).append(hexDigit(b));
            }
        }
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_'
                || b == '.'
                || b == '~';
    }

    private static char hexDigit(int value) {
        return "0123456789ABCDEF".charAt(value & 0xF);
    }
}
