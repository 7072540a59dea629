package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

/**
 * The classic grammar: pieces between commas, values with or without quotes. Its oddities are kept because files rely on
 * them: each outer brace may be missing, and a backslash is literal unless {@code n}, {@code "} or another one follows.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#matcher">Matchers upstream</a>
 */
final class ClassicGrammar {
    private static final String SPACE = "\t\n\f\r ";

    private ClassicGrammar() {}

    static List<Matcher> matchers(String text) {
        return pieces(withoutBraces(text)).stream().map(ClassicGrammar::matcher).toList();
    }

    private static String withoutBraces(String text) {
        String rest = text.startsWith("{") ? text.substring(1) : text;
        return rest.endsWith("}") ? rest.substring(0, rest.length() - 1) : rest;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        boolean insideQuotes = false;
        boolean escaped = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                if (!insideQuotes) {
                    pieces.add(text.substring(start, i));
                    start = i + 1;
                }
                continue;
            }
            if (c == '"' && !escaped) {
                insideQuotes = !insideQuotes;
            }
            escaped = c == '\\' && !escaped;
        }
        String last = stripUnicodeSpace(text.substring(start));
        if (!last.isEmpty()) {
            pieces.add(last);
        }
        return pieces;
    }

    private static String stripUnicodeSpace(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && Matcher.isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && Matcher.isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** One piece: name, operator, value, with optional space around each. */
    static Matcher matcher(String piece) {
        int nameStart = skipSpace(piece, 0);
        int nameEnd = endOfName(piece, nameStart);
        int opStart = skipSpace(piece, nameEnd);
        Op op = operatorAt(piece, opStart);
        if (nameEnd == nameStart || op == null) {
            throw new MatcherSyntaxException(
                    "bad matcher format: %s; write a label name, one of = != =~ !~ and a value, as in severity=\"page\""
                            .formatted(piece));
        }
        String name = piece.substring(nameStart, nameEnd);
        String raw = trimmed(piece, opStart + op.symbol().length());
        return newMatcher(name, op, unescape(raw));
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String trimmed(String text, int from) {
        int start = skipSpace(text, from);
        int end = text.length();
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return SPACE.indexOf(c) >= 0;
    }

    private static int endOfName(String text, int start) {
        int at = start;
        while (at < text.length() && isNameCharacter(text.charAt(at), at == start)) {
            at++;
        }
        return at;
    }

    private static boolean isNameCharacter(char c, boolean first) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
        return letter || (!first && c >= '0' && c <= '9');
    }

    private static @Nullable Op operatorAt(String text, int at) {
        if (text.startsWith("=~", at)) {
            return Op.REGEX;
        }
        if (text.startsWith("=", at)) {
            return Op.EQUAL;
        }
        if (text.startsWith("!=", at)) {
            return Op.NOT_EQUAL;
        }
        return text.startsWith("!~", at) ? Op.NOT_REGEX : null;
    }

    private static String unescape(String raw) {
        if (!LabelNames.isValidText(raw)) {
            throw new MatcherSyntaxException("matcher value is not valid Unicode");
        }
        boolean quoted = raw.startsWith("\"");
        return unescape(raw, quoted ? 1 : 0, quoted);
    }

    /** Whether the last quote closes the value only shows by reading on: in {@code "a\"} it is an escaped one. */
    private static String unescape(String raw, int start, boolean quoted) {
        StringBuilder value = new StringBuilder(raw.length());
        int last = raw.length() - 1;
        boolean open = quoted;
        for (int i = start; i <= last; i++) {
            char c = raw.charAt(i);
            if (c == '\\' && i < last) {
                i++;
                appendEscaped(value, raw.charAt(i));
            } else if (c == '"') {
                if (!open || i < last) {
                    throw unescapedQuote(raw);
                }
                open = false;
            } else {
                value.append(c);
            }
        }
        if (open) {
            throw unescapedQuote(raw);
        }
        return value.toString();
    }

    private static void appendEscaped(StringBuilder value, char c) {
        switch (c) {
            case 'n' -> value.append('\n');
            case '"', '\\' -> value.append(c);
            default -> value.append('\\').append(c);
        }
    }

    private static MatcherSyntaxException unescapedQuote(String raw) {
        return new MatcherSyntaxException(
                "matcher value contains unescaped double quote: %s; enclose the whole value in quotes and write \\\" inside"
                        .formatted(raw));
    }

    private static Matcher newMatcher(String name, Op op, String value) {
        try {
            return new Matcher(name, op, value);
        } catch (IllegalArgumentException e) {
            throw new MatcherSyntaxException(e.getMessage(), e);
        }
    }
}
