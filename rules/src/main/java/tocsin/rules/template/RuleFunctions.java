package tocsin.rules.template;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.templates.function.EncodingFunctions;
import tocsin.templates.function.HumanizeFunctions;
import tocsin.templates.function.TextFunctions;
import tocsin.templates.function.TimeFunctions;
import tocsin.templates.value.AnyMap;
import tocsin.templates.value.Call;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Type;

/** The functions of Prometheus' rule templates, Go's built-in ones and those with regular expressions aside. */
final class RuleFunctions {
    private static final Function QUERY_ESCAPE = function(EncodingFunctions.ALL, "urlQueryEscape");

    /** Those that vmalert has, too. */
    static final Map<String, Function> SHARED = with(
            pick(TextFunctions.ALL, "toUpper", "toLower", "safeHtml"),
            pick(
                    HumanizeFunctions.ALL,
                    "humanize",
                    "humanize1024",
                    "humanizeDuration",
                    "humanizePercentage",
                    "humanizeTimestamp",
                    "toTime",
                    "parseDuration"),
            byName(
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
                            (call, arguments) -> path(environment(call).externalUrl()))));

    static final Map<String, Function> PROMETHEUS = with(
            SHARED,
            pick(HumanizeFunctions.ALL, "toDuration"),
            byName(
                    TextFunctions.TITLE,
                    QUERY_ESCAPE,
                    QueryFunctions.stringValue("__value__"),
                    link("graphLink", 0),
                    link("tableLink", 1),
                    TimeFunctions.NOW_SECONDS));

    private RuleFunctions() {}

    /** @param tab of the page of an expression: 0 its graph, 1 its table */
    private static Function link(String name, int tab) {
        return Function.of(
                name,
                List.of(Type.STRING),
                (call, arguments) -> call.newText()
                        .append("/graph?g0.expr=")
                        .append(escaped(call, arguments))
                        .append("&g0.tab=")
                        .append(tab)
                        .toString());
    }

    static String escaped(Call call, @Nullable Object[] arguments) throws FunctionFailure {
        return String.valueOf(QUERY_ESCAPE.body().call(call, arguments));
    }

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

    private static Function function(Map<String, Function> family, String name) {
        return Objects.requireNonNull(family.get(name), name);
    }

    static Map<String, Function> pick(Map<String, Function> family, String... names) {
        Map<String, Function> picked = new HashMap<>();
        for (String name : names) {
            picked.put(name, function(family, name));
        }
        return Map.copyOf(picked);
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
}
