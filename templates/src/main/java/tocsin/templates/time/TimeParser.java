package tocsin.templates.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Utf8;

/** Reads a time by a layout, as upstream's {@code ParseInLocation} with UTC. Used once. */
public final class TimeParser {
    private static final int FIRST_YEAR_OF_1900S = 69;
    private static final int NANO_DIGITS = 9;
    private static final int UNSET = -1;
    /** Characters of each text that a message shows. */
    private static final int SHOWN = 1000;

    private final Layout layout;
    private final String text;
    private final TextCursor rest;
    private int year;
    private int month = UNSET;
    private int day = UNSET;
    private int yearDay = UNSET;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private boolean morning;
    private boolean afternoon;
    private boolean utc;
    private @Nullable Integer offset;
    private String zoneName = "";

    private TimeParser(Layout layout, String text) {
        this.layout = layout;
        this.text = text;
        this.rest = new TextCursor(text);
    }

    /** @throws FunctionFailure {@code parsing time "x" as "2006": cannot parse "x" as "2006"} */
    public static TimeValue parse(String layout, String text) throws FunctionFailure {
        return new TimeParser(Layout.of(layout), text).parse();
    }

    private TimeValue parse() throws FunctionFailure {
        boolean beforeFraction = false;
        for (int i = 0; i < layout.parts().size(); i++) {
            Layout.Part part = layout.parts().get(i);
            int before = rest.position();
            beforeFraction =
                    i + 1 < layout.parts().size() && isFraction(layout.parts().get(i + 1));
            try {
                read(part, beforeFraction);
            } catch (Mismatch mismatch) {
                throw failure(part, before, mismatch);
            }
        }
        if (!rest.isEmpty()) {
            throw failure(": extra text: " + quoted(rest.remaining()));
        }
        return value();
    }

    private static boolean isFraction(Layout.Part part) {
        return part.element() == LayoutElement.FRACTION || part.element() == LayoutElement.TRIMMED_FRACTION;
    }

    private FunctionFailure failure(Layout.Part part, int before, Mismatch mismatch) {
        if (mismatch.outOfRange() != null) {
            return failure(": " + mismatch.outOfRange() + " out of range");
        }
        // Of literal text, what had fitted already is not shown again.
        String shown = part.element() == LayoutElement.LITERAL ? rest.remaining() : text.substring(before);
        return failure(
                " as " + quoted(layout.text()) + ": cannot parse " + quoted(shown) + " as " + quoted(part.text()));
    }

    private FunctionFailure failure(String reason) {
        return new FunctionFailure("parsing time " + quoted(text) + reason);
    }

    /** Byte by byte beyond ASCII, unlike Go's other messages. */
    private static String quoted(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        StringBuilder quoted = new StringBuilder(start.length() + 2).append('"');
        for (byte unit : Utf8.bytes(start)) {
            if (unit < ' ') {
                quoted.append("\\x").append(HexFormat.of().toHexDigits(unit));
            } else {
                quoted.append(unit == '"' || unit == '\\' ? "\\" : "").append((char) unit);
            }
        }
        return quoted.append('"').toString();
    }

    private void read(Layout.Part part, boolean beforeFraction) throws Mismatch {
        switch (part.element()) {
            case LITERAL -> rest.skip(part.text());
            case LONG_YEAR -> year = rest.longYear();
            case YEAR -> readShortYear();
            case LONG_MONTH -> month = rest.name(12, 0, TimeParser::monthName) + 1;
            case MONTH -> month = rest.name(12, 3, TimeParser::monthName) + 1;
            case ZERO_MONTH, NUMBER_MONTH -> month = ranged(part, LayoutElement.ZERO_MONTH, 1, 12, "month");
            case LONG_WEEKDAY -> rest.name(7, 0, TimeParser::dayName);
            case WEEKDAY -> rest.name(7, 3, TimeParser::dayName);
            case ZERO_DAY -> day = rest.number(true);
            case SPACE_DAY -> day = rest.skipSpaces(1).number(false);
            case DAY -> day = rest.number(false);
            case ZERO_YEAR_DAY -> yearDay = rest.threeDigits(true);
            case SPACE_YEAR_DAY -> yearDay = rest.skipSpaces(2).threeDigits(false);
            case HOUR -> hour = inRange(rest.number(false), 0, 23, "hour");
            case ZERO_HOUR_12, HOUR_12 -> hour = ranged(part, LayoutElement.ZERO_HOUR_12, 0, 12, "hour");
            case ZERO_MINUTE, MINUTE -> minute = ranged(part, LayoutElement.ZERO_MINUTE, 0, 59, "minute");
            case ZERO_SECOND, SECOND -> readSecond(part, beforeFraction);
            case UPPER_PM -> readHalf("AM", "PM");
            case LOWER_PM -> readHalf("am", "pm");
            case ZONE -> readZoneName();
            case FRACTION -> nano = nanos(rest.fraction(part.text().length()));
            case TRIMMED_FRACTION -> readTrimmedFraction();
            case ISO, ISO_COLON, ISO_HOUR, ISO_SECONDS, ISO_COLON_SECONDS -> readIso(part.element());
            case OFFSET, OFFSET_COLON, OFFSET_HOUR, OFFSET_SECONDS, OFFSET_COLON_SECONDS -> readOffset(part.element());
        }
    }

    private static String monthName(int index) {
        return Month.of(index + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private static String dayName(int index) {
        return java.time.DayOfWeek.of(index + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private int ranged(Layout.Part part, LayoutElement fixed, int min, int max, String what) throws Mismatch {
        return inRange(rest.number(part.element() == fixed), min, max, what);
    }

    private static int inRange(int value, int min, int max, String what) throws Mismatch {
        if (value < min || value > max) {
            throw new Mismatch(what);
        }
        return value;
    }

    private void readShortYear() throws Mismatch {
        int shortYear = rest.shortYear();
        year = shortYear >= FIRST_YEAR_OF_1900S ? 1900 + shortYear : 2000 + shortYear;
    }

    /** A fraction behind the seconds is welcome even when the layout has none. */
    private void readSecond(Layout.Part part, boolean beforeFraction) throws Mismatch {
        second = ranged(part, LayoutElement.ZERO_SECOND, 0, 59, "second");
        if (!beforeFraction) {
            readTrimmedFraction();
        }
    }

    private void readTrimmedFraction() throws Mismatch {
        int length = rest.fractionLength();
        if (length > 0) {
            nano = nanos(rest.fraction(length));
        }
    }

    private static int nanos(String digits) {
        String nine = (digits + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
        return Integer.parseInt(nine);
    }

    private void readHalf(String before, String after) throws Mismatch {
        String half = rest.take(2);
        if (half.equals(after)) {
            afternoon = true;
        } else if (half.equals(before)) {
            morning = true;
        } else {
            throw new Mismatch(null);
        }
    }

    private void readIso(LayoutElement element) throws Mismatch {
        if (rest.takeIf("Z")) {
            utc = true;
        } else {
            readOffset(element);
        }
    }

    private void readOffset(LayoutElement element) throws Mismatch {
        String sign = rest.take(1);
        int hours = inRange(rest.number(true), 0, 24, "time zone offset hour");
        int minutes = element.hasMinutes() ? offsetField(element, "time zone offset minute") : 0;
        int seconds = element.hasSeconds() ? offsetField(element, "time zone offset second") : 0;
        if (!sign.equals("+") && !sign.equals("-")) {
            throw new Mismatch(null);
        }
        int total = (hours * 60 + minutes) * 60 + seconds;
        offset = sign.equals("-") ? -total : total;
    }

    private int offsetField(LayoutElement element, String what) throws Mismatch {
        if (element.hasColon() && !rest.takeIf(":")) {
            throw new Mismatch(null);
        }
        return inRange(rest.number(true), 0, 60, what);
    }

    private void readZoneName() throws Mismatch {
        if (rest.takeIf("UTC")) {
            utc = true;
        } else {
            zoneName = rest.zoneName();
        }
    }

    private TimeValue value() throws FunctionFailure {
        LocalDate date = date();
        int hourOfDay = afternoon && hour < 12 ? hour + 12 : morning && hour == 12 ? 0 : hour;
        Instant asIfUtc = date.atStartOfDay()
                .plusHours(hourOfDay)
                .plusMinutes(minute)
                .plusSeconds(second)
                .plusNanos(nano)
                .toInstant(ZoneOffset.UTC);
        if (utc || (offset == null && zoneName.isEmpty())) {
            return new TimeValue(asIfUtc, Zones.UTC);
        }
        // A name alone moves nothing: upstream reads the clock as UTC, and shows it at the offset that GMT+3 tells.
        return offset != null
                ? inZone(asIfUtc.minusSeconds(offset), offset)
                : inZone(asIfUtc, TextCursor.offsetOfZoneName(zoneName));
    }

    private TimeValue inZone(Instant instant, int seconds) throws FunctionFailure {
        if (seconds == 0 && zoneName.isEmpty()) {
            return new TimeValue(instant, Zones.UTC);
        }
        return new TimeValue(instant, zone(seconds), zoneName.isEmpty() ? null : zoneName);
    }

    /** Java's offsets end at 18 hours. */
    private ZoneId zone(int seconds) throws FunctionFailure {
        if (Math.abs(seconds) > ZoneOffset.MAX.getTotalSeconds()) {
            throw failure(": time zone offset hour out of range");
        }
        return ZoneOffset.ofTotalSeconds(seconds);
    }

    private LocalDate date() throws FunctionFailure {
        if (yearDay != UNSET) {
            return dateOfYearDay();
        }
        int monthOrFirst = month == UNSET ? 1 : month;
        int dayOrFirst = day == UNSET ? 1 : day;
        if (dayOrFirst < 1 || dayOrFirst > Month.of(monthOrFirst).length(Year.isLeap(year))) {
            throw failure(": day out of range");
        }
        return LocalDate.of(year, monthOrFirst, dayOrFirst);
    }

    private LocalDate dateOfYearDay() throws FunctionFailure {
        if (yearDay < 1 || yearDay > Year.of(year).length()) {
            throw failure(": day-of-year out of range");
        }
        LocalDate date = LocalDate.ofYearDay(year, yearDay);
        if (month != UNSET && month != date.getMonthValue()) {
            throw failure(": day-of-year does not match month");
        }
        if (day != UNSET && day != date.getDayOfMonth()) {
            throw failure(": day-of-year does not match day");
        }
        return date;
    }
}
