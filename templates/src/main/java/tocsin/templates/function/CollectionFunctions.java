package tocsin.templates.function;

import static tocsin.templates.value.Type.ANY;
import static tocsin.templates.value.Type.ANY_LIST;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.AnyList;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.ListValue;

/** Lists and maps of any values. */
public final class CollectionFunctions {
    /** {@code list append dict}, by name. */
    public static final Map<String, Function> ALL = Functions.byName(
            Function.variadic("list", List.of(ANY), CollectionFunctions::list),
            Function.variadic("append", List.of(ANY_LIST, ANY), CollectionFunctions::append),
            Function.variadic("dict", List.of(ANY), CollectionFunctions::dict));

    private CollectionFunctions() {}

    private static AnyList list(Call call, @Nullable Object[] arguments) {
        call.spend(arguments.length);
        return AnyList.of(arguments);
    }

    /** A new list; the old one stays as it is. */
    private static AnyList append(Call call, @Nullable Object[] arguments) {
        ListValue start = Functions.list(arguments[0]);
        call.spend((long) start.size() + arguments.length);
        List<@Nullable Object> items = new ArrayList<>(start.size() + arguments.length - 1);
        for (int i = 0; i < start.size(); i++) {
            items.add(start.get(i));
        }
        items.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        return AnyList.of(items);
    }

    private static AnyMap dict(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        if (arguments.length % 2 != 0) {
            throw new FunctionFailure("dict requires an even number of arguments");
        }
        call.spend(arguments.length);
        Map<String, @Nullable Object> entries = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!(arguments[i] instanceof String key)) {
                throw new FunctionFailure("dict keys must be strings");
            }
            entries.put(key, arguments[i + 1]);
        }
        return AnyMap.of(entries);
    }
}
