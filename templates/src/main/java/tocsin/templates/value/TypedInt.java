package tocsin.templates.value;

import java.util.Objects;

/**
 * An integer that is no {@code int}, e.g. a byte of a string.
 *
 * @param type of kind INT or UINT
 * @param value the bits; of kind UINT without sign
 */
public record TypedInt(Type type, long value) implements Value {
    public TypedInt {
        Objects.requireNonNull(type, "type");
    }
}
