package tocsin.notifiers.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.NameValues;
import tocsin.model.Utf8Order;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** {@code template.KV}: labels or annotations. A key that it lacks is the empty text. */
final class KeyValues implements MapValue, Printed, Nillable {
    static final Type TYPE = Type.mapOf(Type.STRING).as("template.KV");
    /** Was never set, as fields that a JSON document lacks. */
    static final KeyValues NIL = new KeyValues(Map.of(), true);

    private static final Map<String, Function> METHODS = Methods.table(
            Methods.getter("SortedPairs", TYPE, KeyValues.class, KeyValues::sortedPairs),
            Methods.getter(
                    "Names",
                    TYPE,
                    KeyValues.class,
                    labels -> labels.sortedPairs().names()),
            Methods.getter(
                    "Values",
                    TYPE,
                    KeyValues.class,
                    labels -> labels.sortedPairs().values()),
            Methods.getter("String", TYPE, KeyValues.class, KeyValues::printed),
            Function.of(
                    "Remove",
                    List.of(TYPE, Type.STRING_LIST),
                    (call, arguments) -> ((KeyValues) Methods.receiver(arguments))
                            .without((ListValue) Methods.argument(arguments, 1))));

    private final Map<String, String> sorted;
    private final boolean nil;

    private KeyValues(Map<String, String> sorted, boolean nil) {
        this.sorted = sorted;
        this.nil = nil;
    }

    static KeyValues of(Map<String, String> pairs) {
        Map<String, String> sorted = new TreeMap<>(Utf8Order::compare);
        sorted.putAll(pairs);
        return ofSorted(new LinkedHashMap<>(sorted));
    }

    static KeyValues of(NameValues pairs) {
        return ofSorted(pairs.toMap());
    }

    private static KeyValues ofSorted(Map<String, String> sorted) {
        return new KeyValues(Collections.unmodifiableMap(sorted), false);
    }

    /** By name, but the alert's name first. */
    PairList sortedPairs() {
        List<Pair> pairs = new ArrayList<>(sorted.size());
        sorted.forEach(
                (name, value) -> pairs.add(name.equals(Labels.ALERT_NAME) ? 0 : pairs.size(), new Pair(name, value)));
        return new PairList(pairs);
    }

    private KeyValues without(ListValue names) {
        Set<Object> removed = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            removed.add(String.valueOf(names.get(i)));
        }
        Map<String, String> kept = new LinkedHashMap<>(sorted);
        kept.keySet().removeIf(removed::contains);
        return ofSorted(kept);
    }

    Map<String, String> toMap() {
        return sorted;
    }

    @Override
    public boolean isNil() {
        return nil;
    }

    @Override
    public String printed() {
        return sortedPairs().printed();
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public @Nullable Function method(String name) {
        return METHODS.get(name);
    }

    @Override
    public int size() {
        return sorted.size();
    }

    @Override
    public @Nullable Object get(String key) {
        return sorted.get(key);
    }

    @Override
    public List<String> keys() {
        return List.copyOf(sorted.keySet());
    }
}
