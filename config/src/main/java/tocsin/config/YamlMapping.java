package tocsin.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A mapping in source order; keys are the source text of their scalars, each once. */
public final class YamlMapping implements YamlNode {
    /** A key with its place and its value. */
    public record Entry(YamlScalar key, YamlNode value) {
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }
    }

    private final Position position;
    private final Map<String, Entry> entries;

    YamlMapping(Position position, Map<String, Entry> entries) {
        this.position = position;
        this.entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** Stands for a mapping that is absent. */
    public static YamlMapping empty(Position position) {
        return new YamlMapping(position, Map.of());
    }

    /** Also with this text under the key, unless the key stands there. */
    public YamlMapping withDefault(String key, String text) {
        Map<String, Entry> extended = new LinkedHashMap<>(entries);
        extended.putIfAbsent(key, new Entry(quoted(key), quoted(text)));
        return new YamlMapping(position, extended);
    }

    private YamlScalar quoted(String text) {
        return new YamlScalar(position, text, false, false);
    }

    @Override
    public Position position() {
        return position;
    }

    public Map<String, Entry> entries() {
        return entries;
    }

    /** The value of a key, null when the key is absent. */
    public @Nullable YamlNode get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** The same keys at the same place with other values. */
    public YamlMapping withValues(BiFunction<? super String, ? super YamlNode, ? extends YamlNode> value) {
        Map<String, Entry> changed = new LinkedHashMap<>();
        entries.forEach((name, entry) -> changed.put(name, new Entry(entry.key(), value.apply(name, entry.value()))));
        return new YamlMapping(position, changed);
    }

    /** Without these keys. */
    public YamlMapping without(Set<String> keys) {
        Map<String, Entry> kept = new LinkedHashMap<>(entries);
        kept.keySet().removeAll(keys);
        return new YamlMapping(position, kept);
    }

    @Override
    public String describe() {
        return "a mapping";
    }
}
