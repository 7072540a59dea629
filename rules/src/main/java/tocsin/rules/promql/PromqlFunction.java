package tocsin.rules.promql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a function.
 *
 * @param arguments types of the arguments; the last one's holds for repeated arguments too
 * @param least fewest arguments
 * @param most most arguments, {@link Integer#MAX_VALUE} for any number
 * @param experimental whether Prometheus refuses it unless experimental functions are enabled
 */
record PromqlFunction(
        String name, List<ValueType> arguments, int least, int most, ValueType result, boolean experimental) {
    PromqlFunction {
        arguments = List.copyOf(arguments);
    }

    /** Names are case-sensitive. */
    static @Nullable PromqlFunction named(String name) {
        return PromqlFunctions.BY_NAME.get(name);
    }

    ValueType argument(int index) {
        return arguments.get(Math.min(index, arguments.size() - 1));
    }
}
