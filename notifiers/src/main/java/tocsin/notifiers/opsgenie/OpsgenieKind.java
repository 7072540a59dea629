package tocsin.notifiers.opsgenie;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplatedTexts;

/** Reads {@code opsgenie_configs}. */
public final class OpsgenieKind implements IntegrationKind {
    public static final String NAME = "opsgenie";

    private static final List<String> TYPES = List.of("team", "teams", "user", "escalation", "schedule");

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public OpsgenieKind(NotificationTemplates templates) {
        this.templates = Objects.requireNonNull(templates, "templates");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean delivered() {
        return false;
    }

    @Override
    public @Nullable OpsgenieConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
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
