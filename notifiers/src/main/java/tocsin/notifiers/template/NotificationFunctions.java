package tocsin.notifiers.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.templates.function.CollectionFunctions;
import tocsin.templates.function.EncodingFunctions;
import tocsin.templates.function.HumanizeFunctions;
import tocsin.templates.function.RegexFunctions;
import tocsin.templates.function.TextFunctions;
import tocsin.templates.function.TimeFunctions;
import tocsin.templates.value.Function;
import tocsin.templates.value.Type;

/** The functions of notifications beside the built-in ones, by name; no others exist. */
final class NotificationFunctions {
    private static final Function TO_JSON =
            Function.of("toJson", List.of(Type.ANY), (call, arguments) -> ValueJson.of(arguments[0], call.newText()));

    private static final Function ROUTE_LABELS = Function.of(
            "routeLabels",
            List.of(Type.STRING),
            (call, arguments) -> call.environment(NotificationEnvironment.class)
                    .routeLabel((String) Methods.argument(arguments, 0)));

    private NotificationFunctions() {}

    /** With a cache of regular expressions of their own. */
    static Map<String, Function> create() {
        Map<String, Function> all = new HashMap<>(RegexFunctions.create());
        all.putAll(TextFunctions.ALL);
        all.putAll(TimeFunctions.ALL);
        all.putAll(CollectionFunctions.ALL);
        all.putAll(EncodingFunctions.ALL);
        all.keySet().remove("urlQueryEscape");
        add(all, HumanizeFunctions.ALL.get("humanizeDuration"));
        add(all, TextFunctions.TITLE_AND_LOWER);
        add(all, TO_JSON);
        add(all, ROUTE_LABELS);
        return Map.copyOf(all);
    }

    private static void add(Map<String, Function> functions, Function added) {
        functions.put(added.name(), added);
    }
}
