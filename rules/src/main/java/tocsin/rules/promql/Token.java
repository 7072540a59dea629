package tocsin.rules.promql;

import java.util.Locale;
import tocsin.model.GoQuote;

/**
 * @param text as it stands in the expression; for {@link TokenKind#ERROR} the message
 * @param start index of the first character in the expression
 */
record Token(TokenKind kind, String text, int start) {
    private static final int LONGEST_SHOWN = 10;

    int end() {
        return start + text.length();
    }

    boolean is(TokenKind other) {
        return kind == other;
    }

    boolean isWord(String lowerCase) {
        return text.toLowerCase(Locale.ROOT).equals(lowerCase);
    }

    /** As error messages show it, e.g. {@code identifier "x"}, {@code <group_left>}, {@code end of input}. */
    String description() {
        if (kind == TokenKind.END_OF_INPUT) {
            return "end of input";
        }
        return switch (kind.family()) {
            case NAME -> kind.word() + " " + GoQuote.quote(text);
            case LITERAL -> kind.word() + " " + shortened();
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            case KEYWORD -> "<" + text + ">";
            case OTHER -> shortened();
        };
    }

    private String shortened() {
        int length = text.codePointCount(0, text.length());
        return length <= LONGEST_SHOWN
                ? GoQuote.quote(text)
                : GoQuote.quote(text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN))) + "...";
    }
}
