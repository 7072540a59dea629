package tocsin.templates.html;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Utf8;

/** Texts as text and attribute values of HTML. */
final class HtmlTexts {
    private HtmlTexts() {}

    /** For text and quoted values. */
    static void escape(BoundedText out, String text) {
        for (int i = 0; i < text.length(); i++) {
            append(out, text, i, quoted(text.charAt(i)));
        }
    }

    /** Likewise, and references to characters stay as they are. */
    static void normalize(BoundedText out, String html) {
        for (int i = 0; i < html.length(); i++) {
            append(out, html, i, html.charAt(i) == '&' ? null : quoted(html.charAt(i)));
        }
    }

    static void escapeUnquoted(BoundedText out, String text) {
        for (int i = 0; i < text.length(); i++) {
            append(out, text, i, unquoted(text, i));
        }
    }

    static void normalizeUnquoted(BoundedText out, String html) {
        for (int i = 0; i < html.length(); i++) {
            append(out, html, i, html.charAt(i) == '&' ? null : unquoted(html, i));
        }
    }

    private static void append(BoundedText out, String text, int index, @Nullable String replacement) {
        if (replacement == null) {
            out.append(text.charAt(index));
        } else {
            out.append(replacement);
        }
    }

    private static @Nullable String quoted(char c) {
        return switch (c) {
            case 0 -> "\uFFFD";
            case '"' -> "&#34;";
            case '&' -> "&amp;";
            case '\'' -> "&#39;";
            // Old browsers took text for UTF-7, which begins with a plus.
            case '+' -> "&#43;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> null;
        };
    }

    private static @Nullable String unquoted(String text, int index) {
        char c = text.charAt(index);
        return switch (c) {
            case 0 -> "&#xfffd;";
            case '\t' -> "&#9;";
            case '\n' -> "&#10;";
            case '\u000B' -> "&#11;";
            case '\f' -> "&#12;";
            case '\r' -> "&#13;";
            case ' ' -> "&#32;";
            case '=' -> "&#61;";
            case '`' -> "&#96;";
            default ->
                Utf8.isByte(text, index) ? "&#xfffd;" : isNoncharacter(c) ? "&#x%x;".formatted((int) c) : quoted(c);
        };
    }

    /** Old browsers ended values at some of these. */
    private static boolean isNoncharacter(char c) {
        return (c >= 0xFDD0 && c <= 0xFDEF) || c >= 0xFFF0;
    }
}
