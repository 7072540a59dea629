package tocsin.notifiers.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.FunctionFailure;

/**
 * Route labels that still are templates, and may refer to each other: each is rendered when it is first asked for, once.
 * For one execution and what it calls.
 */
final class RouteLabelRenderer implements NotificationEnvironment.RouteLabels {
    /** Labels that refer to labels; each level takes its share of the stack. */
    private static final int DEEPEST = 20;

    private final NotificationTemplates templates;
    private final TemplateMode mode;
    private final TemplateData data;
    private final TemplateRuntime runtime;
    private final NotificationEnvironment environment;
    private final Map<String, String> rendered = new HashMap<>();
    private final Deque<String> underWay = new ArrayDeque<>();

    RouteLabelRenderer(NotificationTemplates templates, TemplateMode mode, TemplateData data, TemplateRuntime runtime) {
        this.templates = templates;
        this.mode = mode;
        this.data = data;
        this.runtime = runtime;
        this.environment = new NotificationEnvironment(runtime.clock().now(), this);
    }

    NotificationEnvironment environment() {
        return environment;
    }

    @Override
    public String value(String name) throws FunctionFailure {
        String raw = data.routeLabels().get(name);
        if (raw == null) {
            return "";
        }
        String known = rendered.get(name);
        if (known != null) {
            return known;
        }
        if (underWay.contains(name)) {
            throw new FunctionFailure("route label cycle detected: " + String.join(" -> ", underWay) + " -> " + name);
        }
        if (underWay.size() == DEEPEST) {
            throw new FunctionFailure("more than %d route labels refer to each other".formatted(DEEPEST));
        }
        underWay.addLast(name);
        try {
            String value = render(raw);
            rendered.put(name, value);
            return value;
        } finally {
            underWay.removeLast();
        }
    }

    private String render(String raw) throws FunctionFailure {
        try {
            return mode.prepare(templates, raw).render(data, environment, runtime);
        } catch (TemplateException e) {
            throw new FunctionFailure(String.valueOf(e.getMessage()));
        }
    }
}
