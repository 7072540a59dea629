package tocsin.templates.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code []interface {}}: any values, nil too. */
public final class AnyList implements ListValue {
    private final List<@Nullable Object> items;

    private AnyList(List<@Nullable Object> items) {
        this.items = Collections.unmodifiableList(items);
    }

    public static AnyList of(@Nullable Object... items) {
        return new AnyList(new ArrayList<>(Arrays.asList(items)));
    }

    public static AnyList of(List<? extends @Nullable Object> items) {
        return new AnyList(new ArrayList<>(items));
    }

    @Override
    public Type type() {
        return Type.ANY_LIST;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public @Nullable Object get(int index) {
        return items.get(index);
    }
}
