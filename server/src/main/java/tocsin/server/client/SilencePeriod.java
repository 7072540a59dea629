package tocsin.server.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** From when until when a silence shall be, as people say it. */
final class SilencePeriod {
    @Option(
            names = {"-d", "--duration"},
            paramLabel = "DURATION",
            description = "How long it is from its start, e.g. 2h30m, 90m or 1d (y w d h m s ms). Default: 1h for a new"
                    + " silence; an existing one keeps its end.")
    private @Nullable String duration;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description =
                    "When it ends, e.g. 18:00, 6pm, 'tomorrow 08:00', 'friday 18:00' or RFC 3339. A time of day that"
                            + " is past means tomorrow. Default: see --duration.")
    private @Nullable String until;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            description =
                    "When it begins, written as --until. Default: now for a new silence; an existing one keeps its"
                            + " start.")
    private @Nullable String start;

    @Option(
            names = "--end",
            paramLabel = "TIME",
            description =
                    "When it ends, as amtool has it: RFC 3339; counts more than --duration. Default: see --duration.")
    private @Nullable String end;

    @Option(
            names = "--timezone",
            paramLabel = "ZONE",
            description = "Whose clock is meant and shown, e.g. Europe/Berlin. Default: that of this machine or of TZ.")
    private @Nullable String timezone;

    record Period(Instant startsAt, Instant endsAt) {}

    /**
     * Of a new silence.
     *
     * @throws ParameterException when a text is no time
     */
    Period ofNew(CommandSpec spec, Instant now) {
        try {
            return period(new Period(now, now), now, "1h");
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    /** @throws ParameterException when a text is no time, whatever silence it is for */
    void check(CommandSpec spec, Instant now) {
        Period unused = ofNew(spec, now);
    }

    /**
     * Of one that exists: what is not said stays.
     *
     * @throws ClientFailure when it would end before it begins
     */
    Period changed(Period existing, Instant now) throws ClientFailure {
        try {
            return period(existing, now, null);
        } catch (IllegalArgumentException e) {
            throw ClientFailure.refused(e.getMessage());
        }
    }

    private Period period(Period existing, Instant now, @Nullable String usualDuration) {
        if (until != null && (end != null || duration != null)) {
            throw new IllegalArgumentException("--until excludes --end and --duration");
        }
        ZoneId zone = zone();
        Instant from = start == null ? existing.startsAt() : SpokenTime.anyTime(start, now, zone);
        Instant to = end(from, existing, now, zone, duration == null ? usualDuration : duration);
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("it would end at %s, not after its start at %s"
                    .formatted(SpokenTime.show(to, zone), SpokenTime.show(from, zone)));
        }
        return new Period(from, to);
    }

    private Instant end(Instant from, Period existing, Instant now, ZoneId zone, @Nullable String length) {
        if (until != null) {
            return SpokenTime.parse(until, from.isAfter(now) ? from : now, zone);
        }
        if (end != null) {
            return SpokenTime.anyTime(end, now, zone);
        }
        return length == null ? existing.endsAt() : from.plus(SpokenDuration.parse(length));
    }

    /** @throws DateTimeException for a zone that does not exist */
    ZoneId zone() {
        return timezone == null ? ZoneId.systemDefault() : ZoneId.of(timezone);
    }

    /** {@code until Fri 2026-11-27 18:00 CET, in 2h 13m}. */
    String show(Period period, Instant now) {
        String from =
                period.startsAt().isAfter(now) ? "from %s ".formatted(SpokenTime.show(period.startsAt(), zone())) : "";
        return "%suntil %s, in %s"
                .formatted(
                        from,
                        SpokenTime.show(period.endsAt(), zone()),
                        SpokenTime.show(Duration.between(now, period.endsAt())));
    }
}
