package tocsin.templates.format;

/** Floats in powers of two: {@code %b} and {@code %x}. */
final class BinaryFloat {
    private static final int FRACTION_BITS = 52;
    private static final long IMPLICIT_BIT = 1L << FRACTION_BITS;
    private static final int SMALLEST_EXPONENT = -1022;
    private static final int HEX_DIGITS = FRACTION_BITS / 4;

    private BinaryFloat() {}

    /** {@code 4503599627370496p-52} */
    static String mantissaAndExponent(double value) {
        int exponent = exponent(value) - FRACTION_BITS;
        return mantissa(value) + "p" + (exponent < 0 ? "" : "+") + exponent;
    }

    /** {@code 0x1.8p+01}; a negative precision asks for as many digits as there are. */
    static String hex(double value, int precision) {
        if (value == 0) {
            return "0x0" + fraction(0, precision) + "p+00";
        }
        int shift = Long.numberOfLeadingZeros(mantissa(value)) - (Long.SIZE - 1 - FRACTION_BITS);
        long mantissa = rounded(mantissa(value) << shift, precision);
        int carry = mantissa >>> (FRACTION_BITS + 1) == 0 ? 0 : 1;
        return "0x1" + fraction((mantissa >>> carry) & (IMPLICIT_BIT - 1), precision)
                + exponentText(exponent(value) - shift + carry);
    }

    private static String exponentText(int exponent) {
        String digits = Integer.toString(Math.abs(exponent));
        return (exponent < 0 ? "p-" : "p+") + (digits.length() < 2 ? "0" : "") + digits;
    }

    private static long mantissa(double value) {
        long fraction = Double.doubleToRawLongBits(value) & (IMPLICIT_BIT - 1);
        return value < Double.MIN_NORMAL ? fraction : fraction | IMPLICIT_BIT;
    }

    private static int exponent(double value) {
        return Math.max(Math.getExponent(value), SMALLEST_EXPONENT);
    }

    private static long rounded(long mantissa, int precision) {
        if (precision < 0 || precision >= HEX_DIGITS) {
            return mantissa;
        }
        int dropped = FRACTION_BITS - 4 * precision;
        long kept = mantissa >>> dropped;
        long rest = mantissa - (kept << dropped);
        long half = 1L << (dropped - 1);
        boolean up = rest > half || (rest == half && (kept & 1) == 1);
        return (kept + (up ? 1 : 0)) << dropped;
    }

    private static String fraction(long bits, int precision) {
        StringBuilder digits = new StringBuilder();
        for (long rest = bits;
                precision < 0 ? rest != 0 : digits.length() < precision;
                rest = (rest << 4) & (IMPLICIT_BIT - 1)) {
            digits.append(Character.forDigit((int) (rest >>> (FRACTION_BITS - 4)), 16));
        }
        return digits.length() == 0 ? "" : "." + digits;
    }
}
