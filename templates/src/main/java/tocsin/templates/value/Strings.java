package tocsin.templates.value;

import java.util.List;

/** {@code []string}. */
public record Strings(List<String> items) implements ListValue {
    public Strings {
        items = List.copyOf(items);
    }

    @Override
    public Type type() {
        return Type.STRING_LIST;
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public Object get(int index) {
        return items.get(index);
    }
}
