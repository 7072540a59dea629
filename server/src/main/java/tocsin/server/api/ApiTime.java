package tocsin.server.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of the Alertmanager API: lenient in, RFC 3339 in UTC with three fraction digits out. */
final class ApiTime {
    private static final DateTimeFormatter OUT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern IN = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})"
            + "(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
            + "(Z|[+-]\\d{2}:?\\d{2})?)?");
    private static final long SECONDS_PER_DAY = 86_400;
    /** Go's zero time, which means "not set". */
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private ApiTime() {}

    static String print(Instant time) {
        return OUT.format(time);
    }

    /**
     * @return null for the zero time, which means "not set"
     * @throws IllegalArgumentException when the text is not a time
     */
    static @Nullable Instant parse(String text) {
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        if (isPlainUtc(text)) {
            return plainUtc(text);
        }
        Matcher parts = IN.matcher(text);
        if (!parts.matches()) {
            throw notTime(text, null);
        }
        try {
            Instant time = LocalDateTime.of(LocalDate.parse(parts.group(1)), time(parts))
                    .toInstant(offset(parts.group(6)));
            return time.equals(ZERO) ? null : time;
        } catch (DateTimeException e) {
            throw notTime(text, e);
        }
    }

    /** {@code 2026-01-02T03:04:05.000Z} with up to nine digits: what nearly every sender writes, read without a pattern. */
    private static boolean isPlainUtc(String text) {
        int length = text.length();
        return length >= 20
                && length <= 30
                && length != 21
                && text.charAt(length - 1) == 'Z'
                && (length == 20 || text.charAt(19) == '.')
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && areDigits(text, 0, 4)
                && areDigits(text, 5, 7)
                && areDigits(text, 8, 10)
                && areDigits(text, 11, 13)
                && areDigits(text, 14, 16)
                && areDigits(text, 17, 19)
                && (length == 20 || areDigits(text, 20, length - 1));
    }

    private static @Nullable Instant plainUtc(String text) {
        try {
            LocalDate date = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
            LocalTime time = LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
            int nanos = text.length() == 20 ? 0 : nanosOf(text);
            Instant instant = Instant.ofEpochSecond(date.toEpochDay() * SECONDS_PER_DAY + time.toSecondOfDay(), nanos);
            return instant.equals(ZERO) ? null : instant;
        } catch (DateTimeException e) {
            throw notTime(text, e);
        }
    }

    private static int nanosOf(String text) {
        int fraction = digits(text, 20, text.length() - 1);
        for (int i = text.length() - 21; i < 9; i++) {
            fraction *= 10;
        }
        return fraction;
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static LocalTime time(Matcher parts) {
        if (parts.group(2) == null) {
            return LocalTime.MIDNIGHT;
        }
        return LocalTime.of(
                number(parts.group(2)), number(parts.group(3)), number(parts.group(4)), nanos(parts.group(5)));
    }

    private static ZoneOffset offset(@Nullable String text) {
        return text == null ? ZoneOffset.UTC : ZoneOffset.of(text);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    private static IllegalArgumentException notTime(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "\"%s\" is not a time; write RFC 3339, e.g. 2026-01-02T03:04:05Z".formatted(text), cause);
    }
}
