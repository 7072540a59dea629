package tocsin.templates.syntax;

import tocsin.templates.value.GoQuoting;
import tocsin.templates.value.Utf8;

/**
 * A piece of the text.
 *
 * @param offset of its first character
 * @param text as written; the reason when it is an error
 */
record Token(TokenKind kind, int offset, String text) {
    private static final int LONGEST_SHOWN = 10;

    boolean isComma() {
        return kind == TokenKind.CHARACTER && text.equals(",");
    }

    /** As errors name it. */
    String described() {
        if (kind == TokenKind.END_OF_TEXT) {
            return "EOF";
        }
        if (kind == TokenKind.ERROR) {
            return text;
        }
        return kind.isKeyword() ? "<" + text + ">" : quoted();
    }

    /** Too long is what has more than ten bytes; ten characters of it are shown. */
    private String quoted() {
        if (text.length() <= LONGEST_SHOWN && Utf8.length(text) <= LONGEST_SHOWN) {
            return GoQuoting.quote(text);
        }
        int shown = Math.min(LONGEST_SHOWN, text.codePointCount(0, text.length()));
        return GoQuoting.quote(text.substring(0, text.offsetByCodePoints(0, shown))) + "...";
    }
}
