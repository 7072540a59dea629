package tocsin.templates.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A struct; its type's kind is {@link Kind#STRUCT}. */
public interface StructValue extends Value {
    /** Exported fields in the order of their declaration, which is that of printing. */
    List<String> fields();

    /** The value of a field; only called with a name out of {@link #fields()}, or see {@link #hasField}. */
    @Nullable
    Object field(String name);

    default boolean hasField(String name) {
        return fields().contains(name);
    }
}
