package tocsin.notifiers.template;

import java.util.List;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;

/** {@code template.Pair} */
record Pair(String name, String value) implements StructValue {
    static final Type TYPE = Type.struct("template.Pair");
    private static final String NAME = "Name";
    private static final List<String> FIELDS = List.of(NAME, "Value");

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public Object field(String field) {
        return field.equals(NAME) ? name : value;
    }
}
