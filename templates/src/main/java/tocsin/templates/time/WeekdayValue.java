package tocsin.templates.time;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** A day of the week: prints as its English name, counts from Sunday, which is 0. */
record WeekdayValue(DayOfWeek day) implements Printed, IntValue {
    static final Type TYPE = Type.scalar("time.Weekday", Kind.INT);

    private static final Map<String, Function> METHODS = new MethodTable<>(TYPE, WeekdayValue::of)
            .property("String", WeekdayValue::printed)
            .byName();

    private static WeekdayValue of(@Nullable Object argument) {
        if (argument instanceof WeekdayValue day) {
            return day;
        }
        throw new IllegalArgumentException("not a weekday: " + argument);
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public long value() {
        return day.getValue() % 7;
    }

    @Override
    public String printed() {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @Override
    public @Nullable Function method(String name) {
        return METHODS.get(name);
    }
}
