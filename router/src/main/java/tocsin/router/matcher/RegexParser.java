package tocsin.router.matcher;

/**
 * Reads as much of RE2's syntax as it takes to know how matching texts begin. The text must be one that RE2 has compiled
 * inside {@code ^(?:} and {@code )$}. What would have to be understood better than it is here makes it give up: flags, names
 * of groups, quoting with {@code \Q}, classes inside of classes, and text that closes the group around it.
 */
final class RegexParser {
    private static final int MAX_DEPTH = 20;

    private final String text;
    private Beginnings all = Beginnings.OF_ANYTHING;
    private int at;
    private boolean understood = true;
    private boolean asserted;

    private RegexParser(String text) {
        this.text = text;
    }

    static RegexParser read(String regex) {
        RegexParser parser = new RegexParser(regex);
        parser.all = parser.alternatives(0);
        return parser;
    }

    /** {@link Beginnings#OF_ANYTHING} when it gave up. */
    Beginnings beginnings() {
        return understood && at == text.length() ? all : Beginnings.OF_ANYTHING;
    }

    /**
     * Whether exactly the whole texts match, so that nobody has to ask RE2: literals, groups and alternatives only.
     * Halves of a character, which two pieces could make whole, are left to RE2.
     */
    boolean isExact() {
        return beginnings().open().isEmpty()
                && !asserted
                && text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
    }

    private Beginnings alternatives(int depth) {
        Beginnings all = sequence(depth);
        while (next('|')) {
            at++;
            all = all.or(sequence(depth));
        }
        return all;
    }

    private Beginnings sequence(int depth) {
        Beginnings all = Beginnings.OF_NOTHING;
        while (at < text.length() && !next('|') && !next(')')) {
            all = all.then(repeated(atom(depth)));
        }
        return all;
    }

    /** Takes the operators behind an atom. A brace that is none leaves the text open too, which is never wrong. */
    private Beginnings repeated(Beginnings once) {
        Beginnings repeated = once;
        for (; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '*', '{' -> repeated = Beginnings.OF_ANYTHING;
                case '+' -> repeated = repeated.opened();
                case '?' -> repeated = repeated.or(Beginnings.OF_NOTHING);
                default -> {
                    return repeated;
                }
            }
        }
        return repeated;
    }

    private Beginnings atom(int depth) {
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        return switch (character) {
            case '(' -> group(depth);
            case '[' -> characterClass();
            case '\\' -> escape();
            case '.' -> Beginnings.OF_ANYTHING;
            case '^', '$' -> assertion();
            default -> Beginnings.of(Character.toString(character));
        };
    }

    /** Whether it holds is left to RE2. */
    private Beginnings assertion() {
        asserted = true;
        return Beginnings.OF_NOTHING;
    }

    private Beginnings group(int depth) {
        if (text.startsWith("?:", at)) {
            at += 2;
        } else if (next('?')) {
            return giveUp();
        }
        if (depth == MAX_DEPTH) {
            return giveUp();
        }
        Beginnings inside = alternatives(depth + 1);
        if (!next(')')) {
            return giveUp();
        }
        at++;
        return inside;
    }

    private Beginnings characterClass() {
        if (next('^')) {
            at++;
        }
        if (next(']')) {
            at++;
        }
        while (at < text.length() && !next(']')) {
            if (next('[')) {
                return giveUp();
            }
            at += next('\\') ? 2 : 1;
        }
        if (at >= text.length()) {
            return giveUp();
        }
        at++;
        return Beginnings.OF_ANYTHING;
    }

    private Beginnings escape() {
        if (at == text.length() || next('Q')) {
            return giveUp();
        }
        char escaped = text.charAt(at++);
        boolean itself = escaped < 0x80 && !Character.isLetterOrDigit(escaped);
        return itself ? Beginnings.of(String.valueOf(escaped)) : Beginnings.OF_ANYTHING;
    }

    private boolean next(char character) {
        return at < text.length() && text.charAt(at) == character;
    }

    /** Jumps to the end, so that everyone who waits for more returns. */
    private Beginnings giveUp() {
        understood = false;
        at = text.length();
        return Beginnings.OF_ANYTHING;
    }
}
