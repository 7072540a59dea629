package tocsin.notifiers.opsgenie;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/**
 * The texts of an alert.
 *
 * @param tags separated by commas
 * @param actions likewise
 */
public record OpsgenieTexts(
        FieldText message,
        FieldText description,
        FieldText source,
        FieldText entity,
        FieldText tags,
        FieldText actions,
        FieldText note,
        FieldText priority) {
    public OpsgenieTexts {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(entity, "entity");
        Objects.requireNonNull(tags, "tags");
        Objects.requireNonNull(actions, "actions");
        Objects.requireNonNull(note, "note");
        Objects.requireNonNull(priority, "priority");
    }
}
