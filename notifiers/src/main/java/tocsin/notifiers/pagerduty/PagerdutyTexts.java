package tocsin.notifiers.pagerduty;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/** The texts of an incident. */
public record PagerdutyTexts(
        FieldText client,
        FieldText clientUrl,
        FieldText description,
        FieldText source,
        FieldText severity,
        FieldText className,
        FieldText component,
        FieldText group) {
    public PagerdutyTexts {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(clientUrl, "clientUrl");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(className, "class_");
        Objects.requireNonNull(component, "component");
        Objects.requireNonNull(group, "group");
    }
}
