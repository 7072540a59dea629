package tocsin.rules.promql;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.model.Durations;

/**
 * Numbers as Go reads them: decimal, hexadecimal, underscores between digits, and a leading zero for octal. The patterns
 * have possessive or disjoint repetitions only, so they run in linear time.
 */
final class NumberSyntax {
    private static final String DIGITS = "[0-9](?:_?[0-9])*+";
    private static final Pattern NUMBER = Pattern.compile("0[xX](?:_?[0-9a-fA-F])++" + "|(?:" + DIGITS + "(?:\\.(?:"
            + DIGITS + ")?+)?+|\\." + DIGITS + ")(?:[eE][+-]?+" + DIGITS + ")?+");
    private static final Pattern DURATION =
            Pattern.compile("[0-9]++(?:\\.[0-9]++)?+[smhdwy]s?+(?:[0-9]++[smhdw]s?+)*+");
    private static final Pattern OCTAL = Pattern.compile("0_?[0-7](?:_?[0-7])*+");

    private NumberSyntax() {}

    /** Index after the number that begins there, or negative when something that is no number follows at once. */
    static int endOfNumber(String text, int start) {
        return endOf(NUMBER, text, start);
    }

    /** The same for durations; units are checked by {@link #seconds}. */
    static int endOfDuration(String text, int start) {
        return endOf(DURATION, text, start);
    }

    private static int endOf(Pattern pattern, String text, int start) {
        Matcher matcher = pattern.matcher(text).region(start, text.length());
        if (!matcher.lookingAt()) {
            return -1;
        }
        int end = matcher.end();
        boolean cutOff = end < text.length() && Lexer.isLetterOrDigit(text.charAt(end));
        return cutOff ? -1 : end;
    }

    /** @throws IllegalArgumentException with a message for people */
    static double value(String token) {
        String digits = token.replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (digits.equals("nan")) {
            return Double.NaN;
        }
        if (digits.startsWith("0x")) {
            return hexadecimal(token, digits.substring(2));
        }
        return OCTAL.matcher(token).matches() ? octal(digits) : Double.parseDouble(digits);
    }

    private static double hexadecimal(String token, String digits) {
        try {
            return Long.parseLong(digits, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("number `%s` does not fit in 64 bits".formatted(token), e);
        }
    }

    /** One that does not fit in 64 bits is read as decimal, as Prometheus does. */
    private static double octal(String digits) {
        try {
            return Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            return Double.parseDouble(digits);
        }
    }

    /** @throws IllegalArgumentException with a message for people */
    static double seconds(String token) {
        return Durations.parse(token).toMillis() / 1000.0;
    }
}
