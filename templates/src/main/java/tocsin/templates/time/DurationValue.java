package tocsin.templates.time;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** A duration of Go: nanoseconds in 64 bits; of kind INT for formats and comparisons. */
public record DurationValue(long nanos) implements Printed {
    public static final Type TYPE = Type.scalar("time.Duration", Kind.INT);

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public @Nullable Function method(String name) {
        return null;
    }

    /** {@code 1h2m3.5s} */
    @Override
    public String printed() {
        return nanos + "ns";
    }
}
