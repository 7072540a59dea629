package tocsin.templates.value;

import java.util.Objects;

/**
 * An integer that is no {@code int}, e.g. a byte of a string. Whoever takes a parameter of a named integer type reads it as
 * {@link IntValue}: a constant of a template arrives as a {@code TypedInt} of the parameter's type.
 *
 * @param type of kind INT or UINT
 * @param value the bits; of kind UINT without sign
 */
public record TypedInt(Type type, long value) implements IntValue {
    public TypedInt {
        Objects.requireNonNull(type, "type");
    }
}
