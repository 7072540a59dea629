package tocsin.templates.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The digits of a number that is not negative: {@code 0.DIGITS × 10^point}.
 *
 * @param digits without trailing zeros; empty for zero
 */
record DecimalDigits(String digits, int point) {
    static final DecimalDigits ZERO = new DecimalDigits("", 1);
    private static final int SMALLEST_PLAIN_EXPONENT = -4;
    /** Any two decimals of this many digits are different numbers, so one that gives a number back is its only one. */
    private static final int DISTINCT_DIGITS = 15;

    private static final int ENOUGH_DIGITS = 17;
    private static final int FEW_PLACES = 6;
    private static final int MOST_QUICK_DIGITS = 9;

    static DecimalDigits of(long digits, int point) {
        String text = Long.toString(digits);
        return new DecimalDigits(withoutTrailingZeros(text), point + text.length());
    }

    private static DecimalDigits of(BigDecimal value) {
        String text = value.unscaledValue().toString();
        return new DecimalDigits(withoutTrailingZeros(text), text.length() - value.scale());
    }

    private static String withoutTrailingZeros(String digits) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    /** The fewest digits that give the number back when read, and of those the nearest. */
    static DecimalDigits shortest(double value) {
        if (value == 0) {
            return ZERO;
        }
        for (int places = 0; places <= FEW_PLACES; places++) {
            double scaled = Math.rint(value * PowersOfTen.exact(places));
            if (scaled >= 1e15) {
                break;
            }
            if (scaled / PowersOfTen.exact(places) == value) {
                return of((long) scaled, -places);
            }
        }
        return shortestOfMany(value);
    }

    /**
     * Not by {@link Double#toString}, which gives a digit too many, or not the nearest ones, now and then before JDK 19
     * (JDK-4511638).
     */
    private static DecimalDigits shortestOfMany(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int count = value < Double.MIN_NORMAL ? 1 : DISTINCT_DIGITS; count < ENOUGH_DIGITS; count++) {
            BigDecimal below = exact.round(new MathContext(count, RoundingMode.DOWN));
            BigDecimal above = below.add(below.ulp());
            boolean belowReads = below.doubleValue() == value;
            boolean aboveReads = above.doubleValue() == value;
            if (belowReads && aboveReads) {
                return of(nearest(exact, count));
            }
            if (belowReads || aboveReads) {
                return of(belowReads ? below : above);
            }
        }
        return of(nearest(exact, ENOUGH_DIGITS));
    }

    private static BigDecimal nearest(BigDecimal exact, int count) {
        return exact.round(new MathContext(count, RoundingMode.HALF_EVEN));
    }

    /** @param count at least 1; more than any number has do no harm */
    static DecimalDigits significant(double value, int count) {
        if (value == 0) {
            return ZERO;
        }
        DecimalDigits quick = count <= MOST_QUICK_DIGITS ? quick(value, count) : null;
        return quick != null ? quick : of(nearest(new BigDecimal(value), count));
    }

    /** By plain arithmetic when its error cannot change the outcome; null otherwise. */
    private static @Nullable DecimalDigits quick(double value, int count) {
        int exponent = (int) Math.floor(Math.log10(value));
        int shift = count - 1 - exponent;
        if (!PowersOfTen.isExact(Math.abs(shift))) {
            return null;
        }
        double scaled = shift >= 0 ? value * PowersOfTen.exact(shift) : value / PowersOfTen.exact(-shift);
        boolean asExpected = scaled >= PowersOfTen.exact(count - 1) && scaled < PowersOfTen.exact(count);
        long rounded = asExpected ? FixedPoint.roundedSurely(scaled) : FixedPoint.UNSURE;
        return rounded == FixedPoint.UNSURE ? null : of(rounded, -shift);
    }

    /** {@code %g} */
    String general(int plainDigits) {
        int exponent = point - 1;
        if (exponent < SMALLEST_PLAIN_EXPONENT || exponent >= plainDigits) {
            return exponent(Math.max(0, digits.length() - 1));
        }
        return plain();
    }

    private String plain() {
        if (digits.isEmpty()) {
            return "0";
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length());
        }
        return digits.substring(0, point) + '.' + digits.substring(point);
    }

    /** {@code %.Ne}; the digits are rounded already. */
    String exponent(int places) {
        StringBuilder text = new StringBuilder(places + 8);
        text.append(digits.isEmpty() ? '0' : digits.charAt(0));
        if (places > 0) {
            text.append('.').append(digits, Math.min(1, digits.length()), digits.length());
            text.append("0".repeat(places - Math.max(0, digits.length() - 1)));
        }
        return appendExponent(text, point - 1).toString();
    }

    private static StringBuilder appendExponent(StringBuilder text, int exponent) {
        text.append('e').append(exponent < 0 ? '-' : '+');
        if (Math.abs(exponent) < 10) {
            text.append('0');
        }
        return text.append(Math.abs(exponent));
    }
}
