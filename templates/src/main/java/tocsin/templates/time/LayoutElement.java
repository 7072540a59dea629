package tocsin.templates.time;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What a piece of a layout stands for. */
enum LayoutElement {
    LONG_YEAR("2006"),
    YEAR("06"),
    LONG_MONTH("January"),
    MONTH("Jan"),
    ZERO_MONTH("01"),
    NUMBER_MONTH("1"),
    LONG_WEEKDAY("Monday"),
    WEEKDAY("Mon"),
    ZERO_DAY("02"),
    SPACE_DAY("_2"),
    DAY("2"),
    ZERO_YEAR_DAY("002"),
    SPACE_YEAR_DAY("__2"),
    HOUR("15"),
    ZERO_HOUR_12("03"),
    HOUR_12("3"),
    ZERO_MINUTE("04"),
    MINUTE("4"),
    ZERO_SECOND("05"),
    SECOND("5"),
    UPPER_PM("PM"),
    LOWER_PM("pm"),
    ZONE("MST"),
    OFFSET("-0700"),
    OFFSET_COLON("-07:00"),
    OFFSET_HOUR("-07"),
    OFFSET_SECONDS("-070000"),
    OFFSET_COLON_SECONDS("-07:00:00"),
    ISO("Z0700"),
    ISO_COLON("Z07:00"),
    ISO_HOUR("Z07"),
    ISO_SECONDS("Z070000"),
    ISO_COLON_SECONDS("Z07:00:00"),
    /** A point or comma and zeros: as many digits. */
    FRACTION(""),
    /** A point or comma and nines: at most as many digits, without trailing zeros. */
    TRIMMED_FRACTION(""),
    LITERAL("");

    private static final List<LayoutElement> LONGEST_FIRST = Arrays.stream(values())
            .filter(element -> !element.text.isEmpty())
            .sorted(Comparator.comparingInt((LayoutElement element) -> -element.text.length()))
            .toList();

    private static final String STARTS = "2J01M_45PpZ-3";

    private final String text;

    LayoutElement(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Of offsets: {@code Z} stands for none. */
    boolean isIso() {
        return text.startsWith("Z");
    }

    boolean hasColon() {
        return switch (this) {
            case OFFSET_COLON, OFFSET_COLON_SECONDS, ISO_COLON, ISO_COLON_SECONDS -> true;
            default -> false;
        };
    }

    boolean hasMinutes() {
        return this != OFFSET_HOUR && this != ISO_HOUR;
    }

    boolean hasSeconds() {
        return switch (this) {
            case OFFSET_SECONDS, OFFSET_COLON_SECONDS, ISO_SECONDS, ISO_COLON_SECONDS -> true;
            default -> false;
        };
    }

    /** The longest element that stands there; {@link #LITERAL} when none does. */
    static LayoutElement at(String layout, int index) {
        if (STARTS.indexOf(layout.charAt(index)) < 0) {
            return LITERAL;
        }
        for (LayoutElement element : LONGEST_FIRST) {
            if (layout.startsWith(element.text, index) && element.endsWell(layout, index)) {
                return element;
            }
        }
        return LITERAL;
    }

    /** {@code Jan} and {@code Mon} are no part of a longer word, and {@code _2006} is a year behind a low line. */
    private boolean endsWell(String layout, int index) {
        int end = index + text.length();
        return switch (this) {
            case MONTH, WEEKDAY -> end >= layout.length() || layout.charAt(end) < 'a' || layout.charAt(end) > 'z';
            case SPACE_DAY -> !layout.startsWith("006", end);
            default -> true;
        };
    }
}
