package tocsin.templates.function;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Strings;

/** What the families of functions share: maps by name, and arguments of types that were checked already. */
final class Functions {
    private Functions() {}

    static Map<String, Function> byName(Function... functions) {
        return Arrays.stream(functions).collect(Collectors.toUnmodifiableMap(Function::name, function -> function));
    }

    static String text(@Nullable Object argument) {
        if (argument instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("not a string: " + argument);
    }

    static ListValue list(@Nullable Object argument) {
        if (argument instanceof ListValue list) {
            return list;
        }
        throw new IllegalArgumentException("not a list: " + argument);
    }

    static Strings strings(Call call, @Nullable Object[] arguments) {
        call.spend(arguments.length);
        List<String> items = new ArrayList<>(arguments.length);
        for (Object argument : arguments) {
            items.add(text(argument));
        }
        return new Strings(items);
    }
}
