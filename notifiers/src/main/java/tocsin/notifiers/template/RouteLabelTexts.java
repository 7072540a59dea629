package tocsin.notifiers.template;

import java.util.LinkedHashMap;
import java.util.Map;
import tocsin.notifiers.NotificationData;
import tocsin.templates.value.FunctionFailure;

/** The labels of a route, whose values are templates that may refer to each other. */
public final class RouteLabelTexts {
    private RouteLabelTexts() {}

    /**
     * The labels of one flush.
     *
     * @param values by name; a label that failed is not among them
     * @param failures why the others failed, by name, for people
     */
    public record Rendered(Map<String, String> values, Map<String, String> failures) {
        public Rendered {
            values = Map.copyOf(values);
            failures = Map.copyOf(failures);
        }
    }

    /**
     * Renders all of them. All together have the time of one execution; when it is over, those that are left fail. May take as
     * long: on a worker.
     *
     * @param data its route labels are the templates
     */
    public static Rendered render(NotificationTemplates templates, NotificationData data, TemplateRuntime runtime) {
        TemplateData dot = TemplateData.of(data);
        RouteLabelRenderer renderer = new RouteLabelRenderer(templates, TemplateMode.TEXT, dot, runtime);
        long end = runtime.limits().nanoTime().getAsLong()
                + runtime.limits().time().toNanos();
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> failures = new LinkedHashMap<>();
        for (String name : dot.routeLabels().keySet()) {
            try {
                requireTime(end - runtime.limits().nanoTime().getAsLong());
                values.put(name, renderer.value(name));
            } catch (FunctionFailure e) {
                failures.put(name, String.valueOf(e.getMessage()));
            }
        }
        return new Rendered(values, failures);
    }

    private static void requireTime(long left) throws FunctionFailure {
        if (left <= 0) {
            throw new FunctionFailure("the labels before it took all the time that there is for a route");
        }
    }
}
