package tocsin.router.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Durations;
import tocsin.model.Labels;
import tocsin.router.mute.NamedTimeInterval;

/** How times and things are written for people, as of one instant: without the date for a time of the same day in UTC. */
public final class Words {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);

    private final Instant now;

    public Words(Instant now) {
        this.now = now;
    }

    public String time(Instant at) {
        var utc = at.atOffset(ZoneOffset.UTC);
        boolean today = utc.toLocalDate().equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(utc);
    }

    /** In UTC, and on the clock of the intervals when they have one in common that is not UTC. */
    String time(Instant at, List<NamedTimeInterval> intervals) {
        List<ZoneId> zones = intervals.stream()
                .flatMap(named -> named.intervals().stream())
                .map(interval -> interval.location())
                .distinct()
                .toList();
        boolean local = zones.size() == 1 && !zones.get(0).normalized().equals(ZoneOffset.UTC);
        return local
                ? "%s (%s in %s)".formatted(time(at), LOCAL.format(at.atZone(zones.get(0))), zones.get(0))
                : time(at);
    }

    static String duration(Duration duration) {
        return Durations.print(duration);
    }

    /** The name of the alert, or its labels when it has none. */
    static String name(Labels labels) {
        String name = labels.getOrEmpty(Labels.ALERT_NAME);
        return name.isEmpty() ? labels.toString() : name;
    }

    static String quoted(List<String> names) {
        return names.stream().distinct().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    String state(Alert alert, Instant at) {
        Instant end = alert.endsAt();
        if (end != null && alert.resolvedAt(at)) {
            return "is resolved since " + time(end);
        }
        // Who posts an end alone is taken to mean a start at that end, as by Alertmanager.
        return alert.startsAt().isAfter(at)
                ? "fires, from %s on as it was posted".formatted(time(alert.startsAt()))
                : "fires since " + time(alert.startsAt());
    }

    String until(@Nullable Instant end) {
        return end == null ? "with no end known" : "until " + time(end);
    }
}
