package tocsin.server.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The times of the Alertmanager API. Read are RFC 3339 and the shorter forms that Go's strfmt accepts, with a cursor and
 * not a regular expression, because senders repeat two of them with every alert.
 */
final class ApiTime {
    /** Go's zero time, which means "not set". */
    static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final String text;
    private int next;
    private int fractionDigits;

    private ApiTime(String text) {
        this.text = text;
    }

    /**
     * @return null for the zero time, which means "not set"
     * @throws IllegalArgumentException when the text is not a time
     */
    static @Nullable Instant parse(String text) {
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            Instant time = new ApiTime(text).time();
            return time.equals(ZERO) ? null : time;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a time; write RFC 3339, e.g. 2026-01-02T03:04:05Z".formatted(text), e);
        }
    }

    /** In UTC with exactly three digits after the point; what is below is cut off. */
    static String text(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        append(text, utc.getYear(), 4).append('-');
        append(text, utc.getMonthValue(), 2).append('-');
        append(text, utc.getDayOfMonth(), 2).append('T');
        append(text, utc.getHour(), 2).append(':');
        append(text, utc.getMinute(), 2).append(':');
        append(text, utc.getSecond(), 2).append('.');
        return append(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        int least = 1;
        for (int i = 1; i < digits; i++) {
            least *= 10;
        }
        for (; number < least && least > 1; least /= 10) {
            text.append('0');
        }
        return text.append(number);
    }

    private Instant time() {
        long day = date();
        if (atEnd()) {
            return at(day, LocalTime.MIDNIGHT, 0);
        }
        if (take(' ')) {
            LocalTime time = timeToSeconds(hour(), minute());
            return at(day, time, 0);
        }
        expect('T');
        int hour = hour();
        int minute = minute();
        if (atEnd() || take('Z')) {
            return at(day, LocalTime.of(hour, minute), 0);
        }
        LocalTime time = timeToSeconds(hour, minute);
        return at(day, time, offsetSeconds());
    }

    private long date() {
        int year = number(4);
        expect('-');
        int month = number(2);
        expect('-');
        return LocalDate.of(year, month, number(2)).toEpochDay();
    }

    /** Of one digit or two, as Go reads it. */
    private int hour() {
        boolean single = text.length() - next > 1 && text.charAt(next + 1) == ':';
        return number(single ? 1 : 2);
    }

    private int minute() {
        expect(':');
        return number(2);
    }

    private LocalTime timeToSeconds(int hour, int minute) {
        expect(':');
        return LocalTime.of(hour, minute, number(2), take('.') || take(',') ? nanos() : 0);
    }

    /** What is below a nanosecond is cut off. */
    private int nanos() {
        int nanos = 0;
        int unit = NANOS_PER_SECOND;
        for (; !atEnd() && isDigit(text.charAt(next)); fractionDigits++) {
            unit /= 10;
            nanos += number(1) * unit;
        }
        require(fractionDigits > 0);
        return nanos;
    }

    /** Without a zone it is UTC. The colon may be missing after thousandths and millionths only. */
    private long offsetSeconds() {
        if (atEnd() || take('Z')) {
            return 0;
        }
        boolean west = take('-');
        if (!west) {
            expect('+');
        }
        int hours = number(2);
        require(take(':') || fractionDigits == 3 || fractionDigits == 6);
        LocalTime offset = LocalTime.of(hours, number(2));
        return west ? -offset.toSecondOfDay() : offset.toSecondOfDay();
    }

    private Instant at(long day, LocalTime time, long offsetSeconds) {
        require(atEnd());
        return Instant.ofEpochSecond(TimeUnit.DAYS.toSeconds(day) - offsetSeconds, time.toNanoOfDay());
    }

    private int number(int digits) {
        require(text.length() - next >= digits);
        int number = 0;
        for (int end = next + digits; next < end; next++) {
            require(isDigit(text.charAt(next)));
            number = number * 10 + (text.charAt(next) - '0');
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private boolean take(char wanted) {
        boolean found = !atEnd() && text.charAt(next) == wanted;
        next += found ? 1 : 0;
        return found;
    }

    private void expect(char wanted) {
        require(take(wanted));
    }

    private boolean atEnd() {
        return next == text.length();
    }

    private void require(boolean fits) {
        if (!fits) {
            throw new DateTimeException("unexpected text at index " + next);
        }
    }
}
