package tocsin.templates.time;

import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Writes times by layouts. */
final class TimeText {
    private static final int NANO_DIGITS = 9;

    private final StringBuilder text = new StringBuilder(40);
    private final TimeValue time;
    private final ZonedDateTime local;

    private TimeText(TimeValue time) {
        this.time = time;
        this.local = time.local();
    }

    static String of(TimeValue time, Layout layout) {
        TimeText text = new TimeText(time);
        for (Layout.Part part : layout.parts()) {
            text.append(part);
        }
        return text.text.toString();
    }

    private void append(Layout.Part part) {
        switch (part.element()) {
            case LITERAL -> text.append(part.text());
            case LONG_YEAR -> appendYear();
            case YEAR -> number(Math.abs(local.getYear()) % 100, 2, '0');
            case LONG_MONTH -> text.append(local.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case MONTH -> appendShort(local.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case ZERO_MONTH -> number(local.getMonthValue(), 2, '0');
            case NUMBER_MONTH -> text.append(local.getMonthValue());
            case LONG_WEEKDAY -> text.append(local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case WEEKDAY -> appendShort(local.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            case ZERO_DAY -> number(local.getDayOfMonth(), 2, '0');
            case SPACE_DAY -> number(local.getDayOfMonth(), 2, ' ');
            case DAY -> text.append(local.getDayOfMonth());
            case ZERO_YEAR_DAY -> number(local.getDayOfYear(), 3, '0');
            case SPACE_YEAR_DAY -> number(local.getDayOfYear(), 3, ' ');
            case HOUR -> number(local.getHour(), 2, '0');
            case ZERO_HOUR_12 -> number(hourOfClock(), 2, '0');
            case HOUR_12 -> text.append(hourOfClock());
            case ZERO_MINUTE -> number(local.getMinute(), 2, '0');
            case MINUTE -> text.append(local.getMinute());
            case ZERO_SECOND -> number(local.getSecond(), 2, '0');
            case SECOND -> text.append(local.getSecond());
            case UPPER_PM -> text.append(local.getHour() >= 12 ? "PM" : "AM");
            case LOWER_PM -> text.append(local.getHour() >= 12 ? "pm" : "am");
            case ZONE -> appendZone();
            case FRACTION -> appendFraction(part.text());
            case TRIMMED_FRACTION -> appendTrimmedFraction(part.text());
            case OFFSET,
                    OFFSET_COLON,
                    OFFSET_HOUR,
                    OFFSET_SECONDS,
                    OFFSET_COLON_SECONDS,
                    ISO,
                    ISO_COLON,
                    ISO_HOUR,
                    ISO_SECONDS,
                    ISO_COLON_SECONDS -> appendOffset(part.element());
        }
    }

    private void number(int value, int width, char padding) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            text.append(padding);
        }
        text.append(digits);
    }

    private void appendYear() {
        text.append(local.getYear() < 0 ? "-" : "");
        number(Math.abs(local.getYear()), 4, '0');
    }

    private void appendShort(String name) {
        text.append(name, 0, 3);
    }

    private int hourOfClock() {
        int hour = local.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private void appendZone() {
        String abbreviation = ZoneAbbreviations.of(time);
        if (abbreviation.isEmpty()) {
            appendOffset(LayoutElement.OFFSET);
        } else {
            text.append(abbreviation);
        }
    }

    private void appendOffset(LayoutElement element) {
        int seconds = local.getOffset().getTotalSeconds();
        if (seconds == 0 && element.isIso()) {
            text.append('Z');
            return;
        }
        String colon = element.hasColon() ? ":" : "";
        int minutes = Math.abs(seconds) / 60;
        // By whole minutes, as upstream does: half a minute west of Greenwich is +0000.
        text.append(seconds <= -60 ? '-' : '+');
        number(minutes / 60, 2, '0');
        if (element.hasMinutes()) {
            text.append(colon);
            number(minutes % 60, 2, '0');
        }
        if (element.hasSeconds()) {
            text.append(colon);
            number(Math.abs(seconds) % 60, 2, '0');
        }
    }

    private String nanos(int digits) {
        String nanos = Integer.toString(1_000_000_000 + local.getNano()).substring(1);
        return nanos.substring(0, Math.min(digits, NANO_DIGITS));
    }

    private void appendFraction(String element) {
        text.append(element.charAt(0)).append(nanos(element.length() - 1));
    }

    private void appendTrimmedFraction(String element) {
        String digits = nanos(element.length() - 1);
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        if (end > 0) {
            text.append(element.charAt(0)).append(digits, 0, end);
        }
    }
}
