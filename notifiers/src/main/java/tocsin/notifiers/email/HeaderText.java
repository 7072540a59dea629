package tocsin.notifiers.email;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in the head of a message. What a reader's program shows is exactly the text; what stands on the wire is printable
 * ASCII without line ends, so that no text of an alert can add a header.
 */
final class HeaderText {
    private static final String BEGIN = "=?utf-8?q?";
    private static final String END = "?=";
    /** 75 is allowed; a shorter one leaves room for the name of the header in front of it. */
    private static final int LONGEST_WORD = 62;
    /** Lines should not be longer. */
    private static final int LINE = 78;
    /** Without a place to fold; lines must not be longer than 998. */
    private static final int LONGEST_RUN = 900;

    private static final Pattern ATOMS = Pattern.compile("(?! )(?!.*  )[!#$%&'*+/=?^_`{|}~0-9A-Za-z -]+(?<! )");
    /** Of a quoted name, with the escapes in it. */
    private static final int LONGEST_QUOTED = 60;
    /**
     * A quoted name, as a whole, or one blank where a line may end. Many programs show a line end between quotes or behind a
     * backslash as it is.
     */
    private static final Pattern QUOTED_OR_PLACE_TO_FOLD =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.){0," + LONGEST_QUOTED + "}\"|(?<=[^ \\\\]) (?=[^ ])");

    private HeaderText() {}

    /** A whole text, e.g. a subject, without blanks around it. */
    static String unstructured(String text) {
        String shown = text.strip();
        return isPlain(shown) ? shown : encoded(shown);
    }

    /** The name of a person in front of an address. */
    static String phrase(String name) {
        if (!isPlain(name)) {
            return encoded(name);
        }
        if (ATOMS.matcher(name).matches()) {
            return name;
        }
        String quoted = quoted(name);
        return quoted.length() <= LONGEST_QUOTED ? quoted : encoded(name);
    }

    /** A header with the end of its line, folded where it is long. The value holds printable ASCII only. */
    static String line(String name, String value) {
        StringBuilder folded = new StringBuilder(name).append(':');
        int length = folded.length();
        for (String part : parts(value)) {
            boolean first = folded.length() == name.length() + 1;
            if (!first && length + 1 + part.length() > LINE) {
                folded.append("\r\n");
                length = 0;
            }
            folded.append(' ').append(part);
            length += 1 + part.length();
        }
        return folded.append("\r\n").toString();
    }

    private static List<String> parts(String value) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        Matcher found = QUOTED_OR_PLACE_TO_FOLD.matcher(value);
        while (found.find()) {
            if (found.group().equals(" ")) {
                parts.add(value.substring(from, found.start()));
                from = found.end();
            }
        }
        parts.add(value.substring(from));
        return parts;
    }

    /** Whether a text can stand as it is; what looks like an encoded word would be decoded. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~')
                && !text.contains("=?")
                && parts(text).stream().allMatch(part -> part.length() <= LONGEST_RUN);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String encoded(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder(BEGIN);
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String character = encoded(text.codePointAt(i));
            if (word.length() + character.length() + END.length() > LONGEST_WORD) {
                words.add(word.append(END).toString());
                word = new StringBuilder(BEGIN);
            }
            word.append(character);
        }
        words.add(word.append(END).toString());
        return String.join(" ", words);
    }

    private static String encoded(int codePoint) {
        if (codePoint == ' ') {
            return "_";
        }
        if (isSafe(codePoint)) {
            return Character.toString(codePoint);
        }
        StringBuilder bytes = new StringBuilder();
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            bytes.append("=%02X".formatted(b));
        }
        return bytes.toString();
    }

    /** Also in the name of a person, where fewer characters are than in a subject. */
    private static boolean isSafe(int codePoint) {
        return (codePoint >= '0' && codePoint <= '9')
                || (codePoint >= 'A' && codePoint <= 'Z')
                || (codePoint >= 'a' && codePoint <= 'z')
                || codePoint == '!'
                || codePoint == '*'
                || codePoint == '+'
                || codePoint == '-'
                || codePoint == '/';
    }
}
