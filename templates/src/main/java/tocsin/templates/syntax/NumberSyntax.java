package tocsin.templates.syntax;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.Operand.NumberConstant;
import tocsin.templates.value.GoQuoting;

/** Reads Go's numbers: what they are as an integer with sign, without sign, as a float, and by themselves. */
final class NumberSyntax {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
    private static final int LONGEST = 1000;
    private static final int BITS = 64;
    private static final double TWO_TO_63 = 0x1p63;
    private static final double TWO_TO_64 = 0x1p64;

    private NumberSyntax() {}

    static NumberConstant constant(Token token) throws BadConstant {
        String text = token.text();
        if (token.kind() == TokenKind.CHARACTER_CONSTANT) {
            return character(token);
        }
        if (text.endsWith("i")) {
            throw new BadConstant("imaginary numbers are not supported: " + GoQuoting.quote(text));
        }
        BigInteger integer = text.length() > LONGEST ? null : integer(text);
        return integer != null && isConstant(integer, text) ? integer(token, integer) : real(token);
    }

    private static NumberConstant character(Token token) throws BadConstant {
        long point = StringSyntax.character(token.text());
        return new NumberConstant(token.offset(), token.text(), point, point, (double) point, point);
    }

    /** What has a sign has a form without sign only if it is minus zero, as upstream. */
    private static boolean isConstant(BigInteger integer, String text) {
        return fitsSigned(integer) || (!hasSign(text) && fitsUnsigned(integer));
    }

    private static NumberConstant integer(Token token, BigInteger value) {
        String text = token.text();
        Long signed = fitsSigned(value) ? value.longValue() : null;
        boolean plain = !hasSign(text) || value.signum() == 0;
        Long unsigned = plain && fitsUnsigned(value) ? value.longValue() : null;
        double real = value.doubleValue();
        return new NumberConstant(token.offset(), text, signed, unsigned, real, ideal(text, signed, real));
    }

    private static NumberConstant real(Token token) throws BadConstant {
        String text = token.text();
        Double real = text.length() > LONGEST ? null : floating(text);
        if (real == null) {
            throw new BadConstant("illegal number syntax: " + GoQuoting.quote(text));
        }
        if (!looksFloating(text)) {
            throw new BadConstant("integer overflow: " + GoQuoting.quote(text));
        }
        Long signed = wholeWithin(real, -TWO_TO_63, TWO_TO_63) ? Long.valueOf(real.longValue()) : null;
        return new NumberConstant(token.offset(), text, signed, unsigned(real), real, real);
    }

    private static @Nullable Long unsigned(double real) {
        if (!wholeWithin(real, 0, TWO_TO_64)) {
            return null;
        }
        return real < TWO_TO_63 ? (long) real : (long) (real - TWO_TO_63) + Long.MIN_VALUE;
    }

    private static boolean wholeWithin(double real, double least, double beyond) {
        return real >= least && real < beyond && real == Math.rint(real);
    }

    /** As upstream, a hexadecimal integer behind a sign that has an {@code e} among its digits is a float. */
    private static @Nullable Object ideal(String text, @Nullable Long signed, double real) {
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        return looksFloating(text) && !hexadecimal ? (Object) real : signed;
    }

    private static boolean looksFloating(String text) {
        return text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    }

    /** Null when it is none. */
    private static @Nullable BigInteger integer(String text) {
        if (!underscoresSeparateDigits(text)) {
            return null;
        }
        String digits = unsigned(text).replace("_", "");
        int radix = radix(digits);
        digits = digits.substring(prefixLength(digits));
        if (digits.isEmpty() || digits.chars().anyMatch(c -> Character.digit(c, radix) < 0)) {
            return null;
        }
        BigInteger magnitude = new BigInteger(digits, radix);
        return text.charAt(0) == '-' ? magnitude.negate() : magnitude;
    }

    private static int radix(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return 10;
        }
        return switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
        };
    }

    /** A leading zero by itself makes a number octal too, but needs no removal. */
    private static int prefixLength(String number) {
        boolean prefixed = number.length() >= 2 && number.charAt(0) == '0' && "xXoObB".indexOf(number.charAt(1)) >= 0;
        return prefixed ? 2 : 0;
    }

    /** Null when it is none, or beyond all floats. */
    private static @Nullable Double floating(String text) {
        String plain = text.replace("_", "");
        boolean floating =
                DECIMAL.matcher(plain).matches() || HEXADECIMAL.matcher(plain).matches();
        if (!floating || !underscoresSeparateDigits(text)) {
            return null;
        }
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value) ? null : value;
    }

    /** An underscore stands between digits; a prefix counts as a digit. */
    private static boolean underscoresSeparateDigits(String text) {
        String number = unsigned(text);
        int prefix = prefixLength(number);
        boolean hexadecimal = prefix > 0 && radix(number) == 16;
        boolean digitBefore = prefix > 0;
        for (int i = prefix; i < number.length(); i++) {
            char c = number.charAt(i);
            boolean digitFollows = i + 1 < number.length() && isDigit(number.charAt(i + 1), hexadecimal);
            if (c == '_' && !(digitBefore && digitFollows)) {
                return false;
            }
            digitBefore = isDigit(c, hexadecimal);
        }
        return true;
    }

    private static boolean isDigit(char c, boolean hexadecimal) {
        return Character.digit(c, hexadecimal ? 16 : 10) >= 0;
    }

    private static boolean hasSign(String text) {
        return text.startsWith("-") || text.startsWith("+");
    }

    private static String unsigned(String text) {
        return hasSign(text) ? text.substring(1) : text;
    }

    private static boolean fitsSigned(BigInteger value) {
        return value.bitLength() < BITS;
    }

    private static boolean fitsUnsigned(BigInteger value) {
        return value.signum() >= 0 && value.bitLength() <= BITS;
    }
}
