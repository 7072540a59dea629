package tocsin.templates.format;

/** Texts of floating point numbers as Go's {@code strconv} makes them. */
public final class GoFloat {
    /** From this decimal exponent on the shortest form has an exponent. */
    private static final int SHORTEST_PLAIN_DIGITS = 6;

    private static final double PLAIN_INTEGERS = 1e6;

    private GoFloat() {}

    /** {@code %v}: the shortest digits that give the number back; exponent form below 1e-4 and from 1e+06 on. (A JSON number switches at 1e21.) */
    public static String shortest(double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(value) < PLAIN_INTEGERS && (whole != 0 || 1 / value > 0)) {
            return Long.toString(whole);
        }
        return Double.isFinite(value) ? signed(value, shortestOf(Math.abs(value))) : nonFinite(value);
    }

    /** {@code %.Ng}: N significant digits, correctly rounded from the exact binary value, without trailing zeros. */
    public static String significant(double value, int digits) {
        return Double.isFinite(value) ? signed(value, significantOf(Math.abs(value), digits)) : nonFinite(value);
    }

    /** {@code %.Nf}: N digits behind the point, correctly rounded from the exact binary value. */
    public static String fixed(double value, int digits) {
        return Double.isFinite(value) ? signed(value, FixedPoint.text(Math.abs(value), digits)) : nonFinite(value);
    }

    /** {@code %.Ne} */
    public static String exponent(double value, int digits) {
        return Double.isFinite(value) ? signed(value, exponentOf(Math.abs(value), digits)) : nonFinite(value);
    }

    /**
     * Reads a number as Go's {@code ParseFloat} does: {@code inf}, {@code nan}, hexadecimal with an exponent, underscores.
     *
     * @throws NumberFormatException with Go's text, {@code strconv.ParseFloat: parsing "x": invalid syntax}
     */
    public static double parse(String text) {
        return FloatReader.read(text);
    }

    static String shortestOf(double magnitude) {
        return DecimalDigits.shortest(magnitude).general(SHORTEST_PLAIN_DIGITS);
    }

    static String significantOf(double magnitude, int digits) {
        int atLeastOne = Math.max(1, digits);
        return DecimalDigits.significant(magnitude, atLeastOne).general(atLeastOne);
    }

    static String exponentOf(double magnitude, int digits) {
        return DecimalDigits.significant(magnitude, digits + 1).exponent(digits);
    }

    private static String signed(double value, String magnitude) {
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        return negative ? '-' + magnitude : magnitude;
    }

    private static String nonFinite(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }
}
