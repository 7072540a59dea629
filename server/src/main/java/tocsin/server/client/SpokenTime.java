package tocsin.server.client;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times to come, as people say them: {@code 18:00}, {@code 6pm}, {@code tomorrow 08:00}, {@code friday 18:00},
 * {@code 2026-12-01 08:00}, or RFC 3339. Pure; any thread.
 *
 * <p>Where clocks are set back and a time comes twice, the first one that is still to come is meant: a silence that ends
 * too early wakes somebody, one that ends too late loses a page. A time that a clock set forward leaves out is moved on by as
 * much.
 */
final class SpokenTime {
    private static final String EXAMPLES =
            "write e.g. 18:00, 6:30pm, tomorrow 08:00, friday 18:00, 2026-12-01 08:00 or 2026-12-01T08:00:00+01:00";
    private static final Pattern RFC_3339 = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d)(:\\d\\d(?:\\.\\d{1,9})?)?(Z|[-+]\\d\\d:\\d\\d)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DAY_AND_CLOCK = Pattern.compile("(?:(\\S+?)(?:\\s+at)?[\\s]+)?(\\S.*)");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,2})(?::(\\d\\d))?(?::(\\d\\d))?\\s*(am|pm)?");
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm zzz", Locale.ENGLISH);
    private static final DateTimeFormatter SHOWN_WITH_SECONDS =
            DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);
    private static final int HALF_A_DAY = 12;

    private SpokenTime() {}

    /**
     * @param zone whose clock and calendar are meant, unless the text names an offset
     * @return after now
     * @throws IllegalArgumentException when the text is no time or it is past; the message says what to write
     */
    static Instant parse(String text, Instant now, ZoneId zone) {
        Instant time = anyTime(text, now, zone);
        if (!time.isAfter(now)) {
            throw new IllegalArgumentException("`%s` is past: it is %s".formatted(text, show(now, zone)));
        }
        return time;
    }

    /** As {@link #parse}, but a time with a date may be past. */
    static Instant anyTime(String text, Instant now, ZoneId zone) {
        String said = text.strip().toLowerCase(Locale.ROOT);
        Matcher exact = RFC_3339.matcher(said);
        try {
            return exact.matches() ? exact(exact) : said(text, said, now, zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("`%s`: there is no such time; %s".formatted(text, EXAMPLES), e);
        }
    }

    private static Instant exact(Matcher parts) {
        String seconds = parts.group(3) == null ? ":00" : parts.group(3);
        String text =
                parts.group(1) + 'T' + parts.group(2) + seconds + parts.group(4).toUpperCase(Locale.ROOT);
        return OffsetDateTime.parse(text).toInstant();
    }

    private static Instant said(String text, String said, Instant now, ZoneId zone) {
        Optional<LocalTime> clockAlone = clock(said);
        if (clockAlone.isPresent()) {
            return next(clockAlone.get(), now, zone);
        }
        Matcher parts = DAY_AND_CLOCK.matcher(said.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)t", "$1 "));
        if (!parts.matches() || parts.group(1) == null) {
            throw notTime(text);
        }
        LocalTime clock = clock(parts.group(2)).orElseThrow(() -> notTime(text));
        return onDay(text, parts.group(1), clock, now, zone);
    }

    private static IllegalArgumentException notTime(String text) {
        return new IllegalArgumentException("`%s` is not a time; %s".formatted(text, EXAMPLES));
    }

    /** Empty when it is not one; a number alone may be an hour or a mistake, so it is not one. */
    private static Optional<LocalTime> clock(String text) {
        Matcher parts = CLOCK.matcher(text);
        boolean half = parts.matches() && parts.group(4) != null;
        if (!parts.matches() || (parts.group(2) == null && !half)) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(parts.group(1));
        if (half && (hour < 1 || hour > HALF_A_DAY)) {
            return Optional.empty();
        }
        int hourOfDay = half ? hour % HALF_A_DAY + (parts.group(4).equals("pm") ? HALF_A_DAY : 0) : hour;
        return Optional.of(LocalTime.of(hourOfDay, number(parts.group(2)), number(parts.group(3))));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static Instant next(LocalTime clock, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return stillToCome(today.atTime(clock), now, zone)
                .orElseGet(() -> firstOf(today.plusDays(1).atTime(clock), zone));
    }

    private static Instant onDay(String text, String day, LocalTime clock, Instant now, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (day.equals("today")) {
            return stillToCome(today.atTime(clock), now, zone).orElseGet(() -> firstOf(today.atTime(clock), zone));
        }
        if (day.equals("tomorrow")) {
            return firstOf(today.plusDays(1).atTime(clock), zone);
        }
        Optional<DayOfWeek> weekday = weekday(day);
        if (weekday.isPresent()) {
            LocalDate date = today.with(TemporalAdjusters.nextOrSame(weekday.get()));
            return stillToCome(date.atTime(clock), now, zone)
                    .orElseGet(() -> firstOf(date.plusDays(7).atTime(clock), zone));
        }
        if (day.matches("\\d{4}-\\d\\d-\\d\\d")) {
            LocalDateTime local = LocalDate.parse(day).atTime(clock);
            return stillToCome(local, now, zone).orElseGet(() -> firstOf(local, zone));
        }
        throw notTime(text);
    }

    /** {@code friday} or {@code fri}. */
    private static Optional<DayOfWeek> weekday(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.name().toLowerCase(Locale.ROOT);
            if (name.equals(text) || name.substring(0, 3).equals(text)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> stillToCome(LocalDateTime local, Instant now, ZoneId zone) {
        return instants(local, zone).stream().filter(time -> time.isAfter(now)).findFirst();
    }

    private static Instant firstOf(LocalDateTime local, ZoneId zone) {
        return instants(local, zone).get(0);
    }

    /** Two where clocks are set back, in their order. */
    private static List<Instant> instants(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? List.of(local.atZone(zone).toInstant())
                : offsets.stream().map(local::toInstant).toList();
    }

    /** {@code Fri 2026-11-27 18:00 CET}. */
    static String show(Instant time, ZoneId zone) {
        boolean wholeMinute = time.getEpochSecond() % 60 == 0;
        return (wholeMinute ? SHOWN : SHOWN_WITH_SECONDS).format(time.atZone(zone));
    }

    /** {@code 2h 13m}: the two greatest units that count. */
    static String show(Duration length) {
        if (length.toDays() > 0) {
            return length.toDays() + "d" + and(length.toHoursPart(), "h");
        }
        if (length.toHours() > 0) {
            return length.toHours() + "h" + and(length.toMinutesPart(), "m");
        }
        return length.toMinutes() > 0
                ? length.toMinutes() + "m" + and(length.toSecondsPart(), "s")
                : length.toSeconds() + "s";
    }

    private static String and(int count, String unit) {
        return count == 0 ? "" : " " + count + unit;
    }
}
