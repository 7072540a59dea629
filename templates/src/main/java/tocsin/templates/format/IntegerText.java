package tocsin.templates.format;

import java.util.Locale;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.GoQuoting;

/** Integers under the verbs {@code %d %b %o %O %x %X %U}. */
final class IntegerText {
    private IntegerText() {}

    /** @param unsigned the bits of {@code value} carry no sign */
    static void write(BoundedText out, Directive directive, long value, boolean unsigned, char verb) {
        if (directive.precision() == 0 && value == 0) {
            out.repeat(' ', directive.hasWidth() ? directive.width() : 0);
            return;
        }
        boolean negative = value < 0 && !unsigned;
        String sign = negative ? "-" : directive.plus() ? "+" : directive.space() ? " " : "";
        String digits = digits(negative ? -value : value, verb);
        int atLeast = atLeast(directive, sign);
        String padded = "0".repeat(Math.max(0, atLeast - digits.length())) + digits;
        directive.padWithSpaces(out, sign + prefix(directive, padded, verb) + padded);
    }

    private static int atLeast(Directive directive, String sign) {
        if (directive.hasPrecision()) {
            return directive.precision();
        }
        return directive.zeroPads() && directive.hasWidth() ? directive.width() - sign.length() : 0;
    }

    private static String digits(long magnitude, char verb) {
        return switch (verb) {
            case 'b' -> Long.toBinaryString(magnitude);
            case 'o', 'O' -> Long.toOctalString(magnitude);
            case 'x' -> Long.toHexString(magnitude);
            case 'X' -> Long.toHexString(magnitude).toUpperCase(Locale.ROOT);
            default -> Long.toUnsignedString(magnitude);
        };
    }

    private static String prefix(Directive directive, String digits, char verb) {
        return switch (verb) {
            case 'O' -> directive.sharp() && digits.charAt(0) != '0' ? "0o0" : "0o";
            case 'o' -> directive.sharp() && digits.charAt(0) != '0' ? "0" : "";
            case 'b' -> directive.sharp() ? "0b" : "";
            case 'x', 'X' -> directive.sharp() ? "0" + verb : "";
            default -> "";
        };
    }

    /** {@code U+0041}, with the character itself when {@code #} is given. */
    static void writePoint(BoundedText out, Directive directive, long value) {
        String hex = Long.toHexString(value).toUpperCase(Locale.ROOT);
        int digits = Math.max(4, directive.precision());
        String text = "U+" + "0".repeat(Math.max(0, digits - hex.length())) + hex;
        boolean isCharacter = value >= 0 && value <= Character.MAX_CODE_POINT;
        if (directive.sharp() && isCharacter && GoQuoting.isPrintable((int) value)) {
            text += " '" + Character.toString((int) value) + "'";
        }
        directive.padWithSpaces(out, text);
    }
}
