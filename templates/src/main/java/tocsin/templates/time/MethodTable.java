package tocsin.templates.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** Collects the methods of one receiver. */
final class MethodTable<T> {
    private final Type receiver;
    private final java.util.function.Function<@Nullable Object, T> cast;
    private final Map<String, Function> byName = new HashMap<>();

    MethodTable(Type receiver, java.util.function.Function<@Nullable Object, T> cast) {
        this.receiver = receiver;
        this.cast = cast;
    }

    @FunctionalInterface
    interface Property<T> {
        Object of(T receiver);
    }

    @FunctionalInterface
    interface Body<T> {
        /** @param arguments with the receiver at index 0 */
        Object call(T receiver, @Nullable Object[] arguments) throws FunctionFailure;
    }

    MethodTable<T> property(String name, Property<T> property) {
        return method(name, List.of(), (receiver, arguments) -> property.of(receiver));
    }

    MethodTable<T> method(String name, List<Type> parameters, Body<T> body) {
        List<Type> all = new ArrayList<>(List.of(receiver));
        all.addAll(parameters);
        byName.put(name, Function.of(name, all, (call, arguments) -> body.call(cast.apply(arguments[0]), arguments)));
        return this;
    }

    Map<String, Function> byName() {
        return Map.copyOf(byName);
    }
}
