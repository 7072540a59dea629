package tocsin.templates.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/**
 * A time of Go: an instant and the zone in which it prints.
 *
 * @param zone a fixed offset prints without a name of its own, {@code +0530 +0530}; UTC as {@code +0000 UTC}
 * @param abbreviation of the zone, when a text named one that is not looked up; null: as the zone has it at the instant
 */
public record TimeValue(
        Instant instant, ZoneId zone, @Nullable String abbreviation) implements Printed {
    public static final Type TYPE = Type.struct("time.Time");

    /** Midnight of the first day of year 1 in UTC. */
    public static final TimeValue ZERO = new TimeValue(Instant.parse("0001-01-01T00:00:00Z"), Zones.UTC);

    private static final Layout PRINTED = Layout.of("2006-01-02 15:04:05.999999999 -0700 MST");

    public TimeValue {
        Objects.requireNonNull(instant, "instant");
        Objects.requireNonNull(zone, "zone");
    }

    public TimeValue(Instant instant, ZoneId zone) {
        this(instant, zone, null);
    }

    /** Of an argument whose parameter is {@link #TYPE}. */
    public static TimeValue of(@Nullable Object argument) {
        if (argument instanceof TimeValue time) {
            return time;
        }
        throw new IllegalArgumentException("not a time: " + argument);
    }

    /** The same instant elsewhere. */
    public TimeValue in(ZoneId newZone) {
        return new TimeValue(instant, newZone);
    }

    /** The largest or smallest duration when the distance is longer. */
    public DurationValue since(TimeValue earlier) {
        return TimeMethods.between(earlier, this);
    }

    TimeValue at(Instant newInstant) {
        return new TimeValue(newInstant, zone, abbreviation);
    }

    ZonedDateTime local() {
        return instant.atZone(zone);
    }

    /** By a layout of Go: an example that shows how Monday, 2 January 2006, 15:04:05 -0700 would be written. */
    public String format(String layout) {
        return TimeText.of(this, Layout.of(layout));
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public @Nullable Function method(String name) {
        return TimeMethods.BY_NAME.get(name);
    }

    /** {@code 2006-01-02 15:04:05.999999999 -0700 MST} */
    @Override
    public String printed() {
        return TimeText.of(this, PRINTED);
    }
}
