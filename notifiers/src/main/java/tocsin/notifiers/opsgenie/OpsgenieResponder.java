package tocsin.notifiers.opsgenie;

import java.util.Objects;
import tocsin.notifiers.entry.FieldText;

/**
 * Who is told. At least one of id, name and username is there.
 *
 * @param type {@code team}, {@code teams}, {@code user}, {@code escalation} or {@code schedule} in lower case, or a template
 */
public record OpsgenieResponder(FieldText id, FieldText name, FieldText username, FieldText type) {
    public OpsgenieResponder {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(type, "type");
    }
}
