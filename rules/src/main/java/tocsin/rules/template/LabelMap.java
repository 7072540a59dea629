package tocsin.rules.template;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.templates.value.MapValue;
import tocsin.templates.value.Type;

/** Labels as a map, without a copy. */
record LabelMap(Labels labels) implements MapValue {
    LabelMap {
        Objects.requireNonNull(labels, "labels");
    }

    @Override
    public Type type() {
        return Type.STRING_MAP;
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public @Nullable Object get(String key) {
        return labels.get(key);
    }

    /** Labels are sorted by the bytes of their names, as keys are. */
    @Override
    public List<String> keys() {
        return labels.names();
    }
}
