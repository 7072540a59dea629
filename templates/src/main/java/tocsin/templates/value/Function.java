package tocsin.templates.value;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates may call, or a method: a method is a function whose first parameter is its receiver.
 * Arguments are converted and checked against the parameters before the body sees them.
 *
 * @param parameters with a receiver's type first for methods
 * @param variadic the last parameter takes any number of arguments, also none; each is an element of {@code arguments}
 */
public record Function(String name, List<Type> parameters, boolean variadic, Body body) {
    public Function {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(body, "body");
        parameters = List.copyOf(parameters);
        if (variadic && parameters.isEmpty()) {
            throw new IllegalArgumentException("a variadic function needs a parameter: " + name);
        }
    }

    /** What the function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * @param call what surrounds the call
         * @param arguments in the order of the parameters, of their types
         * @throws FunctionFailure for an error that the template's reader sees as {@code error calling NAME: message}
         */
        @Nullable
        Object call(Call call, @Nullable Object[] arguments) throws FunctionFailure;
    }

    public static Function of(String name, List<Type> parameters, Body body) {
        return new Function(name, parameters, false, body);
    }

    public static Function variadic(String name, List<Type> parameters, Body body) {
        return new Function(name, parameters, true, body);
    }
}
