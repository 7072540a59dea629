package tocsin.rules.template;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** Asking the data source, and taking its answers apart. */
final class QueryFunctions {
    static final Function QUERY = Function.of("query", List.of(Type.STRING), QueryFunctions::query);
    static final Function FIRST = Function.of("first", List.of(QueryResult.TYPE), QueryFunctions::first);
    static final Function LABEL = Function.of(
            "label",
            List.of(Type.STRING, QuerySample.TYPE),
            (call, arguments) -> sample(arguments, 1).labels().getOrEmpty(text(arguments, 0)));
    static final Function VALUE = Function.of(
            "value",
            List.of(QuerySample.TYPE),
            (call, arguments) -> sample(arguments, 0).value());
    static final Function SORT_BY_LABEL = Function.of(
            "sortByLabel",
            List.of(Type.STRING, QueryResult.TYPE),
            (call, arguments) -> result(arguments, 1).sortByLabel(text(arguments, 0)));

    private QueryFunctions() {}

    /** @param label whose text stands for a value that is none, as console templates of old had it */
    static Function stringValue(String label) {
        return Function.of(
                "strvalue",
                List.of(QuerySample.TYPE),
                (call, arguments) -> sample(arguments, 0).labels().getOrEmpty(label));
    }

    private static Object query(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        return new QueryResult(call.environment(RuleEnvironment.class).query(text(arguments, 0)));
    }

    private static Object first(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        QueryResult result = result(arguments, 0);
        if (result.size() == 0) {
            throw new FunctionFailure("first() called on vector with no elements");
        }
        return result.get(0);
    }

    private static String text(@Nullable Object[] arguments, int index) {
        return String.valueOf(arguments[index]);
    }

    private static QueryResult result(@Nullable Object[] arguments, int index) throws FunctionFailure {
        if (arguments[index] instanceof QueryResult result) {
            return result;
        }
        throw new FunctionFailure("expected the result of a query");
    }

    private static QuerySample sample(@Nullable Object[] arguments, int index) throws FunctionFailure {
        if (arguments[index] instanceof QuerySample sample) {
            return sample;
        }
        throw new FunctionFailure("expected a sample of a query");
    }
}
