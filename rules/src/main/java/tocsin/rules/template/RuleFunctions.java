package tocsin.rules.template;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.model.Durations;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** The functions of Prometheus' rule templates, Go's built-in ones aside. */
final class RuleFunctions {
    /** Those that vmalert has, too. */
    static final Map<String, Function> SHARED = byName(
            QueryFunctions.QUERY,
            QueryFunctions.FIRST,
            QueryFunctions.LABEL,
            QueryFunctions.VALUE,
            QueryFunctions.SORT_BY_LABEL,
            text("stripPort", HostPort::withoutPort),
            text("stripDomain", HostPort::withoutDomain),
            Function.variadic("args", List.of(Type.ANY), (call, arguments) -> args(arguments)),
            Function.of(
                    "externalURL",
                    List.of(),
                    (call, arguments) -> environment(call).externalUrl()),
            Function.of(
                    "pathPrefix",
                    List.of(),
                    (call, arguments) -> path(environment(call).externalUrl())),
            Function.of("parseDuration", List.of(Type.STRING), (call, arguments) -> seconds(duration(arguments[0]))));

    static final Map<String, Function> PROMETHEUS = with(
            SHARED,
            byName(
                    QueryFunctions.stringValue("__value__"),
                    text("graphLink", expression -> "/graph?g0.expr=" + expression + "&g0.tab=0"),
                    text("tableLink", expression -> "/graph?g0.expr=" + expression + "&g0.tab=1"),
                    Function.of(
                            "now",
                            List.of(),
                            (call, arguments) -> environment(call).now().toEpochMilli() / 1e3)));

    private RuleFunctions() {}

    static RuleEnvironment environment(Call call) {
        return call.environment(RuleEnvironment.class);
    }

    static Function text(String name, UnaryOperator<String> change) {
        return Function.of(name, List.of(Type.STRING), (call, arguments) -> change.apply(String.valueOf(arguments[0])));
    }

    static Map<String, Function> byName(Function... functions) {
        Map<String, Function> named = new HashMap<>();
        for (Function function : functions) {
            named.put(function.name(), function);
        }
        return Map.copyOf(named);
    }

    /** Later functions replace earlier ones of the same name. */
    @SafeVarargs
    static Map<String, Function> with(Map<String, Function>... families) {
        Map<String, Function> all = new HashMap<>();
        for (Map<String, Function> family : families) {
            all.putAll(family);
        }
        return Map.copyOf(all);
    }

    private static AnyMap args(@Nullable Object[] arguments) {
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            named.put("arg" + i, arguments[i]);
        }
        return AnyMap.of(named);
    }

    private static String path(String url) throws FunctionFailure {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure("the external URL is none: " + e.getMessage());
        }
    }

    /** In Prometheus' grammar, with a sign. */
    static Duration duration(@Nullable Object text) throws FunctionFailure {
        String written = String.valueOf(text);
        try {
            return written.startsWith("-")
                    ? Durations.parse(written.substring(1)).negated()
                    : Durations.parse(written);
        } catch (IllegalArgumentException e) {
            throw new FunctionFailure(String.valueOf(e.getMessage()));
        }
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
