package tocsin.templates.syntax;

import tocsin.templates.value.Utf8;

/** Reads constants in Go's quotes. */
final class StringSyntax {
    private static final String SIMPLE = "abfnrtv\\";
    private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\";
    private static final int REPLACEMENT = 0xFFFD;

    private final String text;
    private final char quote;
    private int position = 1;

    private StringSyntax(String text) {
        this.text = text;
        this.quote = text.charAt(0);
    }

    /** The value of a string with its quotes, double or back. */
    static String value(String quoted) throws BadConstant {
        if (quoted.charAt(0) == '`') {
            return quoted.substring(1, quoted.length() - 1).replace("\r", "");
        }
        return quoted.indexOf('\\') < 0 && noSurrogates(quoted)
                ? quoted.substring(1, quoted.length() - 1)
                : new StringSyntax(quoted).string();
    }

    /** The code point of a character with its quotes. */
    static int character(String quoted) throws BadConstant {
        StringSyntax syntax = new StringSyntax(quoted);
        if (syntax.current() == '\'') {
            throw malformed();
        }
        int value = syntax.element();
        if (syntax.position != quoted.length() - 1) {
            throw new BadConstant("malformed character constant: " + quoted);
        }
        return value;
    }

    private String string() throws BadConstant {
        StringBuilder value = new StringBuilder(text.length());
        boolean bytes = false;
        while (position < text.length() - 1) {
            boolean isByte = startsByte();
            int element = element();
            value.append(isByte ? Utf8.ofByte(element) : Character.toString(element));
            bytes |= isByte;
        }
        return bytes ? joined(value.toString()) : value.toString();
    }

    /** Bytes written one by one may form characters together. */
    private static String joined(String value) {
        byte[] bytes = Utf8.bytes(value);
        return Utf8.of(bytes, 0, bytes.length);
    }

    private boolean startsByte() {
        if (current() != '\\') {
            return false;
        }
        char kind = text.charAt(position + 1);
        return kind == 'x' || isOctal(kind);
    }

    private int element() throws BadConstant {
        int c = text.codePointAt(position);
        if (c == '\\') {
            return escape();
        }
        position += Character.charCount(c);
        return isSurrogate(c) ? REPLACEMENT : c;
    }

    private int escape() throws BadConstant {
        char kind = text.charAt(position + 1);
        int simple = SIMPLE.indexOf(kind);
        if (simple >= 0 || kind == quote) {
            position += 2;
            return simple >= 0 ? SIMPLE_VALUES.charAt(simple) : kind;
        }
        return switch (kind) {
            case 'x' -> digits(2, 2, 16, 0xFF);
            case 'u' -> validated(digits(2, 4, 16, 0xFFFF));
            case 'U' -> validated(digits(2, 8, 16, Character.MAX_CODE_POINT));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(1, 3, 8, 0xFF);
            default -> throw malformed();
        };
    }

    private static int validated(int point) throws BadConstant {
        if (isSurrogate(point)) {
            throw malformed();
        }
        return point;
    }

    /** @param skipped characters before the digits */
    private int digits(int skipped, int count, int radix, int greatest) throws BadConstant {
        int end = position + skipped + count;
        if (end > text.length() - 1) {
            throw malformed();
        }
        long value = 0;
        for (int i = position + skipped; i < end; i++) {
            int digit = digit(text.charAt(i), radix);
            if (digit < 0) {
                throw malformed();
            }
            value = value * radix + digit;
        }
        if (value > greatest) {
            throw malformed();
        }
        position = end;
        return (int) value;
    }

    /** Of ASCII digits only; -1 for others. */
    private static int digit(char c, int radix) {
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }

    private char current() {
        return text.charAt(position);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean noSurrogates(String text) {
        return text.chars().noneMatch(StringSyntax::isSurrogate);
    }

    private static BadConstant malformed() {
        return new BadConstant("invalid syntax");
    }
}
