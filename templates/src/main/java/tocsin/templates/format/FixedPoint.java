package tocsin.templates.format;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers with a fixed count of digits behind the point. */
final class FixedPoint {
    /** Answer of {@link #roundedSurely} when plain arithmetic cannot tell. */
    static final long UNSURE = -1;

    /** No number has more digits than that behind its point. */
    private static final int MOST_PLACES = 1074;

    private static final int MOST_QUICK_PLACES = 9;
    private static final double MOST_QUICK = 1e15;

    private FixedPoint() {}

    /** @param value not negative */
    static String text(double value, int places) {
        if (places <= MOST_QUICK_PLACES) {
            double scaled = value * PowersOfTen.exact(places);
            long rounded = scaled < MOST_QUICK ? roundedSurely(scaled) : UNSURE;
            if (rounded != UNSURE) {
                return withPoint(rounded, places);
            }
        }
        String text = new BigDecimal(value)
                .setScale(Math.min(places, MOST_PLACES), RoundingMode.HALF_EVEN)
                .toPlainString();
        return places <= MOST_PLACES ? text : text + "0".repeat(places - MOST_PLACES);
    }

    /** The nearest integer to what {@code scaled} stands for: a product or quotient, so half a unit in its last place off at most. */
    static long roundedSurely(double scaled) {
        long whole = (long) scaled;
        double rest = scaled - whole;
        if (Math.abs(rest - 0.5) <= scaled * 0x1p-52) {
            return UNSURE;
        }
        return rest > 0.5 ? whole + 1 : whole;
    }

    private static String withPoint(long digits, int places) {
        if (places == 0) {
            return Long.toString(digits);
        }
        StringBuilder text = new StringBuilder(24).append(digits);
        if (text.length() <= places) {
            text.insert(0, "0".repeat(places + 1 - text.length()));
        }
        return text.insert(text.length() - places, '.').toString();
    }
}
