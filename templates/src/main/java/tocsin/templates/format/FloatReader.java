package tocsin.templates.format;

import com.google.re2j.Pattern;
import java.util.Locale;
import tocsin.templates.value.GoQuoting;

/** Go's grammar of numbers in texts, which is not Java's. */
final class FloatReader {
    private static final String DECIMAL = "[0-9](?:_?[0-9])*";
    private static final String HEX = "[0-9a-fA-F](?:_?[0-9a-fA-F])*";
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:"
            + "(?:D(?:\\.(?:D)?)?|\\.D)(?:[eE][+-]?D)?".replace("D", DECIMAL)
            + "|0[xX](?:_?H(?:\\.(?:H)?)?|\\.H)[pP][+-]?D".replace("H", HEX).replace("D", DECIMAL)
            + ")");

    private FloatReader() {}

    static double read(String text) {
        if (NUMBER.matches(text)) {
            return inRange(text, Double.parseDouble(text.replace("_", "")));
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw failure(text, "invalid syntax");
        };
    }

    private static double inRange(String text, double value) {
        if (Double.isInfinite(value)) {
            throw failure(text, "value out of range");
        }
        return value;
    }

    private static NumberFormatException failure(String text, String reason) {
        return new NumberFormatException("strconv.ParseFloat: parsing " + GoQuoting.quoteStart(text) + ": " + reason);
    }
}
