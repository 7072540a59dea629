package tocsin.notifiers.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Type;

/**
 * {@code template.Alerts}, and what its methods give: a plain list, which has no methods.
 *
 * @param isNil was never set
 */
record AlertList(Type type, List<AlertValue> alerts, boolean isNil) implements ListValue, Nillable {
    static final Type PLAIN = Type.listOf(AlertValue.TYPE);
    static final Type TYPE = PLAIN.as("template.Alerts");

    private static final Map<String, Function> METHODS = Methods.table(
            Methods.getter("Firing", TYPE, AlertList.class, list -> list.only("firing")),
            Methods.getter("Resolved", TYPE, AlertList.class, list -> list.only("resolved")));

    AlertList {
        alerts = List.copyOf(alerts);
    }

    static AlertList of(List<AlertValue> alerts) {
        return new AlertList(TYPE, alerts, false);
    }

    private AlertList only(String status) {
        return new AlertList(
                PLAIN,
                alerts.stream().filter(alert -> alert.status().equals(status)).toList(),
                false);
    }

    @Override
    public @Nullable Function method(String name) {
        return type.named() ? METHODS.get(name) : null;
    }

    @Override
    public int size() {
        return alerts.size();
    }

    @Override
    public Object get(int index) {
        return alerts.get(index);
    }
}
