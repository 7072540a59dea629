package tocsin.templates.value;

import org.jspecify.annotations.Nullable;

/**
 * A value that is not one of Java's own: those are null for nil, {@link Boolean}, {@link Long} for {@code int}, {@link
 * Double} for {@code float64} and {@link String}. Nothing else may reach an execution.
 */
public interface Value {
    Type type();

    /** A method by its name, null when there is none. Methods come before fields and keys of the same name. */
    default @Nullable Function method(String name) {
        return null;
    }
}
