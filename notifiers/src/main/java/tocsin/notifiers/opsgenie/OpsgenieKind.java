package tocsin.notifiers.opsgenie;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplatedTexts;

/** Reads {@code opsgenie_configs}. */
public final class OpsgenieKind {
    public static final String NAME = "opsgenie";

    private static final List<String> TYPES = List.of("team", "teams", "user", "escalation", "schedule");

    private OpsgenieKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<OpsgenieConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, OpsgenieConfig.class, templates, OpsgenieKind::read, OpsgenieNotifier::new);
    }

    private static @Nullable OpsgenieConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        fields.checkTemplates("api_key");
        return entry.finish(new OpsgenieConfig(
                entry.requiredSecret("api_key", "opsgenie_api_key"),
                entry.urlOfDirectory("api_url", "opsgenie_api_url", "https://api.opsgenie.com/"),
                texts(fields),
                fields.textMap("details"),
                fields.each("responders", OpsgenieKind::responder),
                fields.bool("update_alerts", false),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static OpsgenieTexts texts(EntryFields fields) {
        return new OpsgenieTexts(
                fields.text("message", "{{ template \"opsgenie.default.message\" . }}"),
                fields.text("description", "{{ template \"opsgenie.default.description\" . }}"),
                fields.text("source", "{{ template \"opsgenie.default.source\" . }}"),
                fields.text("entity"),
                fields.text("tags"),
                fields.text("actions"),
                fields.text("note"),
                fields.text("priority"));
    }

    private static OpsgenieResponder responder(EntryFields fields) {
        FieldText id = fields.text("id");
        FieldText name = fields.text("name");
        FieldText username = fields.text("username");
        if (id.isEmpty() && name.isEmpty() && username.isEmpty()) {
            fields.missing("a responder needs one of `id`, `name` and `username`");
        }
        return new OpsgenieResponder(id, name, username, type(fields));
    }

    private static FieldText type(EntryFields fields) {
        FieldText type = fields.text("type");
        if (TemplatedTexts.isTemplate(type.text())) {
            return type;
        }
        String lower = type.text().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(lower)) {
            fields.error(
                    "type",
                    "unknown `type` of a responder: `%s`; write one of %s"
                            .formatted(type.text(), String.join(", ", TYPES)));
        }
        return new FieldText(type.field(), lower, type.byDefault());
    }
}
