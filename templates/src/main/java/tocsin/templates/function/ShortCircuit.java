package tocsin.templates.function;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;

/**
 * {@code and} and {@code or}: give the argument that decides. The executor knows them and evaluates no argument behind it;
 * the body is for those who call them with arguments that are values already.
 */
public enum ShortCircuit implements Function.Body {
    AND,
    OR;

    /** Whether no argument behind this one matters. */
    public boolean decidedBy(@Nullable Object argument) {
        return Truth.of(argument) == (this == OR);
    }

    @Override
    public @Nullable Object call(Call call, @Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (decidedBy(argument)) {
                return argument;
            }
        }
        return arguments[arguments.length - 1];
    }
}
