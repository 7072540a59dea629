package tocsin.templates.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import tocsin.templates.value.FunctionFailure;

/** Time zones by name. */
public final class Zones {
    public static final ZoneId UTC = ZoneOffset.UTC;

    /** Names that Java before 23 takes for fixed offsets, and the zones that they are. */
    private static final Map<String, String> LINKS =
            Map.of("EST", "America/Panama", "MST", "America/Phoenix", "HST", "Pacific/Honolulu");

    private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());

    private Zones() {}

    /**
     * @param name of the IANA data base; {@code UTC} or empty; {@code Local} for the zone of this process
     * @throws FunctionFailure {@code unknown time zone NAME}
     */
    public static ZoneId named(String name) throws FunctionFailure {
        if (name.isEmpty() || name.equals("UTC")) {
            return UTC;
        }
        if (name.equals("Local")) {
            return local();
        }
        if (name.contains("..") || name.startsWith("/") || name.startsWith("\\")) {
            throw new FunctionFailure("time: invalid location name");
        }
        String canonical = LINKS.getOrDefault(name, name);
        if (!KNOWN.contains(canonical) || name.startsWith("SystemV/")) {
            throw new FunctionFailure("unknown time zone " + name);
        }
        return ZoneId.of(canonical);
    }

    /** The zone of this process; without one that is UTC, which Java calls GMT then. */
    public static ZoneId local() {
        ZoneId zone = ZoneId.systemDefault();
        return zone.getId().equals("GMT") || zone.getId().equals("Z") ? UTC : zone;
    }

    /** The instant of a local time, which in a gap or an overlap is that of upstream's search. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        Instant asIfUtc = local.toInstant(ZoneOffset.UTC);
        ZoneOffset guess = zone.getRules().getOffset(asIfUtc);
        Instant guessed = asIfUtc.minusSeconds(guess.getTotalSeconds());
        ZoneOffset offset = zone.getRules().getOffset(guessed);
        return asIfUtc.minusSeconds(offset.getTotalSeconds());
    }

    /** As a location prints: {@code UTC}, {@code Europe/Berlin}, empty for an offset without a name. */
    static String name(TimeValue time) {
        String abbreviation = time.abbreviation();
        if (abbreviation != null) {
            return abbreviation;
        }
        if (time.zone().equals(UTC)) {
            return "UTC";
        }
        return time.zone() instanceof ZoneOffset ? "" : time.zone().getId();
    }
}
