package tocsin.templates.value;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code map[string]interface {}}: any values, nil too. */
public final class AnyMap implements MapValue {
    private final Map<String, @Nullable Object> entries;

    private AnyMap(Map<String, @Nullable Object> entries) {
        this.entries = entries;
    }

    public static AnyMap of(Map<String, ? extends @Nullable Object> entries) {
        Map<String, @Nullable Object> sorted = new TreeMap<>(KEY_ORDER);
        sorted.putAll(entries);
        return new AnyMap(Collections.unmodifiableMap(sorted));
    }

    @Override
    public Type type() {
        return Type.ANY_MAP;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public @Nullable Object get(String key) {
        return entries.get(key);
    }

    /** In the order of the keys. */
    public void forEach(BiConsumer<String, @Nullable Object> action) {
        entries.forEach(action);
    }

    @Override
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }
}
