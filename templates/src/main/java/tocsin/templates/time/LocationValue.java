package tocsin.templates.time;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** The zone of a time as a value of its own, for {@code .In}. */
record LocationValue(TimeValue example) implements Printed {
    static final Type TYPE = Type.struct("*time.Location");

    private static final Map<String, Function> METHODS = new MethodTable<>(TYPE, LocationValue::of)
            .property("String", LocationValue::printed)
            .byName();

    static LocationValue of(@Nullable Object argument) {
        if (argument instanceof LocationValue location) {
            return location;
        }
        throw new IllegalArgumentException("not a location: " + argument);
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public String printed() {
        return Zones.name(example);
    }

    @Override
    public @Nullable Function method(String name) {
        return METHODS.get(name);
    }
}
