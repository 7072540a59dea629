package tocsin.templates.function;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.templates.format.Printf;
import tocsin.templates.format.Printing;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** The functions that every template has: {@code and or not eq ne lt le gt ge len index slice print printf …}. */
public final class Builtins {
    private static final List<Type> ONE = List.of(Type.ANY);
    private static final List<Type> TWO = List.of(Type.ANY, Type.ANY);

    /** By name. */
    public static final Map<String, Function> ALL = Stream.of(
                    Function.variadic("and", TWO, ShortCircuit.AND),
                    Function.variadic("or", TWO, ShortCircuit.OR),
                    Function.of("not", ONE, (call, values) -> !Truth.of(values[0])),
                    Function.variadic("eq", TWO, (call, values) -> Comparison.equalsAny(values)),
                    Function.of("ne", TWO, (call, values) -> !Comparison.equal(values[0], values[1])),
                    Function.of("lt", TWO, (call, values) -> Comparison.less(values[0], values[1])),
                    Function.of("le", TWO, (call, values) -> Comparison.lessOrEqual(values[0], values[1])),
                    // As in Go these two are the opposites of others, also where that makes NaN greater than numbers.
                    Function.of("gt", TWO, (call, values) -> !Comparison.lessOrEqual(values[0], values[1])),
                    Function.of("ge", TWO, (call, values) -> !Comparison.less(values[0], values[1])),
                    Function.of("len", ONE, (call, values) -> Indexing.length(values[0])),
                    Function.variadic("index", TWO, (call, values) -> Indexing.index(values)),
                    Function.variadic("slice", TWO, (call, values) -> Indexing.slice(values)),
                    Function.variadic("print", ONE, Builtins::print),
                    Function.variadic("println", ONE, Builtins::println),
                    Function.variadic("printf", List.of(Type.STRING, Type.ANY), Builtins::printf),
                    Function.variadic("html", ONE, Builtins::html),
                    Function.variadic("js", ONE, Builtins::js),
                    Function.variadic("urlquery", ONE, Builtins::urlQuery),
                    Function.variadic("call", TWO, Builtins::callFunction))
            .collect(toUnmodifiableMap(Function::name, function -> function));

    private Builtins() {}

    private static Object print(Call call, @Nullable Object[] values) {
        BoundedText out = call.newText();
        Printing.print(out, values);
        return out.toString();
    }

    private static Object println(Call call, @Nullable Object[] values) {
        BoundedText out = call.newText();
        Printing.println(out, values);
        return out.toString();
    }

    private static Object printf(Call call, @Nullable Object[] values) {
        BoundedText out = call.newText();
        Printf.printf(out, (String) values[0], Arrays.copyOfRange(values, 1, values.length));
        return out.toString();
    }

    private static Object html(Call call, @Nullable Object[] values) {
        BoundedText out = call.newText();
        Escaping.html(out, Escaping.text(out, values));
        return out.toString();
    }

    private static Object js(Call call, @Nullable Object[] values) {
        BoundedText out = call.newText();
        Escaping.js(out, Escaping.text(out, values));
        return out.toString();
    }

    private static Object urlQuery(Call call, @Nullable Object[] values) {
        BoundedText out = call.newText();
        Escaping.urlQuery(out, Escaping.text(out, values));
        return out.toString();
    }

    /** There are no functions among the values of templates, so that this can only fail. */
    private static Object callFunction(Call call, @Nullable Object[] values) throws FunctionFailure {
        throw new FunctionFailure(values[0] == null ? "call of nil" : "non-function of type " + Type.of(values[0]));
    }
}
