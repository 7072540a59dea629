package tocsin.templates.time;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.IntValue;
import tocsin.templates.value.Kind;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** A month: prints as its English name, counts as its number from 1. */
record MonthValue(Month month) implements Printed, IntValue {
    static final Type TYPE = Type.scalar("time.Month", Kind.INT);

    private static final Map<String, Function> METHODS = new MethodTable<>(TYPE, MonthValue::of)
            .property("String", MonthValue::printed)
            .byName();

    private static MonthValue of(@Nullable Object argument) {
        if (argument instanceof MonthValue month) {
            return month;
        }
        throw new IllegalArgumentException("not a month: " + argument);
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public long value() {
        return month.getValue();
    }

    @Override
    public String printed() {
        return month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @Override
    public @Nullable Function method(String name) {
        return METHODS.get(name);
    }
}
