package tocsin.templates.format;

import java.util.Locale;
import tocsin.templates.value.BoundedText;

/** Floats under the verbs {@code %v %g %G %f %F %e %E %b %x %X}. */
final class FloatText {
    private static final int DEFAULT_PLACES = 6;

    private FloatText() {}

    static void write(BoundedText out, Directive directive, double value, char verb) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        String sign = negative ? "-" : directive.plus() ? "+" : directive.space() ? " " : "";
        if (!Double.isFinite(value)) {
            writeNonFinite(out, directive, value, sign);
            return;
        }
        String text = magnitude(directive, Math.abs(value), verb);
        if (directive.sharp() && verb != 'b') {
            text = AlternateForm.of(text, verb, directive.hasPrecision() ? directive.precision() : places(verb));
        }
        writeSigned(out, directive, sign, text);
    }

    private static void writeNonFinite(BoundedText out, Directive directive, double value, String sign) {
        if (Double.isNaN(value)) {
            directive.padWithSpaces(out, sign + "NaN");
        } else {
            directive.padWithSpaces(out, (sign.isEmpty() ? "+" : sign) + "Inf");
        }
    }

    private static void writeSigned(BoundedText out, Directive directive, String sign, String text) {
        if (!directive.zeroPads() || !directive.hasWidth()) {
            directive.pad(out, sign + text);
            return;
        }
        out.append(sign)
                .repeat('0', directive.width() - sign.length() - text.length())
                .append(text);
    }

    private static String magnitude(Directive directive, double value, char verb) {
        int precision = directive.hasPrecision() ? directive.precision() : places(verb);
        return switch (verb) {
            case 'f', 'F' -> FixedPoint.text(value, precision);
            case 'e' -> GoFloat.exponentOf(value, precision);
            case 'E' -> GoFloat.exponentOf(value, precision).toUpperCase(Locale.ROOT);
            case 'G' -> general(value, precision).toUpperCase(Locale.ROOT);
            case 'b' -> BinaryFloat.mantissaAndExponent(value);
            case 'x' -> BinaryFloat.hex(value, precision);
            case 'X' -> BinaryFloat.hex(value, precision).toUpperCase(Locale.ROOT);
            default -> general(value, precision);
        };
    }

    private static String general(double value, int precision) {
        return precision == Directive.ABSENT ? GoFloat.shortestOf(value) : GoFloat.significantOf(value, precision);
    }

    private static int places(char verb) {
        return switch (verb) {
            case 'f', 'F', 'e', 'E' -> DEFAULT_PLACES;
            default -> Directive.ABSENT;
        };
    }
}
