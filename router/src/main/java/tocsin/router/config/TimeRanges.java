package tocsin.router.config;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import tocsin.router.mute.TimeInterval.Range;

/** The texts inside a time interval. Every parser throws {@link IllegalArgumentException} with a message for people. */
final class TimeRanges {
    private static final List<String> WEEKDAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Pattern TIME = Pattern.compile("(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,9}");
    /** Zones of the tz database that Java leaves out because older code used the names for something else. */
    private static final Map<String, ZoneId> LEFT_OUT =
            Map.of("EST", ZoneOffset.ofHours(-5), "MST", ZoneOffset.ofHours(-7), "HST", ZoneOffset.ofHours(-10));

    private TimeRanges() {}

    static int minuteOfDay(String text) {
        if (!TIME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is not a time; write hours and minutes with two digits each, 00:00 to 24:00".formatted(text));
        }
        return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
    }

    static Range weekdays(String text) {
        Range range = range(text, TimeRanges::weekday);
        requireOrder(range, text, "; the week begins with sunday: write two items for one that passes saturday");
        return range;
    }

    static Range daysOfMonth(String text) {
        Range range = range(text, TimeRanges::dayOfMonth);
        if (range.begin() < 0 && range.end() > 0) {
            throw new IllegalArgumentException(
                    "`%s` begins counted from the month's end but does not end so".formatted(text));
        }
        if (inShortestMonth(range.begin()) > inShortestMonth(range.end())) {
            throw new IllegalArgumentException("`%s` ends before it begins".formatted(text));
        }
        return range;
    }

    private static int inShortestMonth(int day) {
        return day > 0 ? day : 28 + day;
    }

    static Range months(String text) {
        Range range = range(text, TimeRanges::month);
        requireOrder(range, text, "; write two items for one that passes december");
        return range;
    }

    static Range years(String text) {
        Range range = range(text, year -> integer(year, "a year"));
        requireOrder(range, text, "");
        return range;
    }

    static ZoneId zone(String name) {
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (name.equals("Local")) {
            return ZoneId.systemDefault();
        }
        ZoneId leftOut = LEFT_OUT.get(name);
        if (leftOut != null) {
            return leftOut;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException(
                    "unknown time zone %s; write a name of the tz database, e.g. Europe/Berlin or UTC".formatted(name));
        }
        return ZoneId.of(name);
    }

    private static Range range(String text, ToIntFunction<String> parser) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            int both = parser.applyAsInt(text);
            return new Range(both, both);
        }
        if (text.indexOf(':', colon + 1) >= 0) {
            throw new IllegalArgumentException("`%s` is not a range; write begin:end".formatted(text));
        }
        return new Range(parser.applyAsInt(text.substring(0, colon)), parser.applyAsInt(text.substring(colon + 1)));
    }

    private static void requireOrder(Range range, String text, String hint) {
        if (range.begin() > range.end()) {
            throw new IllegalArgumentException("`%s` ends before it begins%s".formatted(text, hint));
        }
    }

    private static int weekday(String text) {
        int day = WEEKDAYS.indexOf(text.toLowerCase(Locale.ROOT));
        if (day < 0) {
            throw new IllegalArgumentException(
                    "`%s` is not a weekday; write its full English name, e.g. monday".formatted(text));
        }
        return day;
    }

    private static int dayOfMonth(String text) {
        int day = integer(text, "a day of the month");
        if (day == 0 || day < -31 || day > 31) {
            throw new IllegalArgumentException(
                    "%s is not a day of the month; write 1 to 31, or -1 (the last day) to -31".formatted(text));
        }
        return day;
    }

    private static int month(String text) {
        int named = MONTHS.indexOf(text.toLowerCase(Locale.ROOT));
        return named < 0 ? integer(text, "a month") : named + 1;
    }

    private static int integer(String text, String what) {
        if (!INTEGER.matcher(text).matches()) {
            throw new IllegalArgumentException("`%s` is not %s".formatted(text, what));
        }
        return Integer.parseInt(text);
    }
}
