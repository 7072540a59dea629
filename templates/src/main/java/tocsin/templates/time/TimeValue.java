package tocsin.templates.time;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/**
 * A time of Go: an instant and the zone in which it prints.
 *
 * @param zone a fixed offset prints without a name of its own, {@code +0530 +0530}; UTC as {@code +0000 UTC}
 */
public record TimeValue(Instant instant, ZoneId zone) implements Printed {
    public static final Type TYPE = Type.struct("time.Time");

    public TimeValue {
        Objects.requireNonNull(instant, "instant");
        Objects.requireNonNull(zone, "zone");
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public @Nullable Function method(String name) {
        return null;
    }

    /** {@code 2006-01-02 15:04:05.999999999 -0700 MST} */
    @Override
    public String printed() {
        return instant.toString();
    }
}
