package tocsin.notifiers.jira;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/** A field that may be left alone when an issue is updated. */
public record JiraField(FieldText template, boolean enableUpdate) {
    public JiraField {
        Objects.requireNonNull(template, "template");
    }
}
