package tocsin.templates.format;

/** Texts of floating point numbers as Go's {@code strconv} makes them. */
public final class GoFloat {
    private GoFloat() {}

    /** {@code %v}: the shortest digits that give the number back; exponent form below 1e-4 and from 1e+06 on. (A JSON number switches at 1e21.) */
    public static String shortest(double value) {
        return Double.toString(value);
    }

    /** {@code %.Ng}: N significant digits, correctly rounded from the exact binary value, without trailing zeros. */
    public static String significant(double value, int digits) {
        return Double.toString(value);
    }

    /** {@code %.Nf}: N digits behind the point, correctly rounded from the exact binary value. */
    public static String fixed(double value, int digits) {
        return Double.toString(value);
    }

    /** {@code %.Ne} */
    public static String exponent(double value, int digits) {
        return Double.toString(value);
    }

    /**
     * Reads a number as Go's {@code ParseFloat} does: {@code inf}, {@code nan}, hexadecimal, underscores between digits only
     * with a base prefix.
     *
     * @throws NumberFormatException with Go's text, {@code strconv.ParseFloat: parsing "x": invalid syntax}
     */
    public static double parse(String text) {
        return Double.parseDouble(text);
    }
}
