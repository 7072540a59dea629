package tocsin.notifiers.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.Type;

/** Tables of methods: functions whose first parameter is the receiver. */
final class Methods {
    private Methods() {}

    static Map<String, Function> table(Function... methods) {
        Map<String, Function> byName = new LinkedHashMap<>();
        for (Function method : methods) {
            byName.put(method.name(), method);
        }
        return Map.copyOf(byName);
    }

    /** What a method without arguments answers. */
    @FunctionalInterface
    interface Getter<T> {
        Object get(T receiver);
    }

    static <T> Function getter(String name, Type type, Class<T> receiver, Getter<T> getter) {
        return Function.of(name, List.of(type), (call, arguments) -> getter.get(receiver.cast(receiver(arguments))));
    }

    static Object receiver(@Nullable Object[] arguments) {
        return argument(arguments, 0);
    }

    static Object argument(@Nullable Object[] arguments, int index) {
        return Objects.requireNonNull(arguments[index], "a typed argument");
    }
}
