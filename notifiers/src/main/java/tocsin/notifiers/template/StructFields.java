package tocsin.notifiers.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The fields of a struct in the order of their declaration, by their names in templates. */
final class StructFields<T> {
    private final Map<String, Field<T>> fields = new LinkedHashMap<>();
    private final List<String> names;

    /** One field: its name in templates and in JSON, and how to get it. */
    record Field<T>(String name, String jsonName, Function<T, Object> getter) {}

    StructFields(List<Field<T>> fields) {
        fields.forEach(field -> this.fields.put(field.name(), field));
        names = List.copyOf(this.fields.keySet());
    }

    List<String> names() {
        return names;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    Object get(T struct, String name) {
        return field(name).getter().apply(struct);
    }

    String jsonName(String name) {
        return field(name).jsonName();
    }

    private Field<T> field(String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
