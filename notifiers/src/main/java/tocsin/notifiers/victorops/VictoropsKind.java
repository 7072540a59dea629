package tocsin.notifiers.victorops;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.YamlScalar;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code victorops_configs}. */
public final class VictoropsKind {
    public static final String NAME = "victorops";

    private static final Set<String> FIXED = Set.of(
            "routing_key",
            "message_type",
            "state_message",
            "entity_display_name",
            "monitoring_tool",
            "entity_id",
            "entity_state");

    private VictoropsKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<VictoropsConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, VictoropsConfig.class, templates, VictoropsKind::read, VictoropsNotifier::new);
    }

    private static @Nullable VictoropsConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        refuseFixed(fields);
        return entry.finish(new VictoropsConfig(
                entry.requiredSecret("api_key", "victorops_api_key"),
                entry.urlOfDirectory(
                        "api_url",
                        "victorops_api_url",
                        "https://alert.victorops.com/integrations/generic/20131114/alert/"),
                fields.requiredText("routing_key"),
                fields.text("message_type", "CRITICAL"),
                fields.text("state_message", "{{ template \"victorops.default.state_message\" . }}"),
                fields.text("entity_display_name", "{{ template \"victorops.default.entity_display_name\" . }}"),
                fields.text("monitoring_tool", "{{ template \"victorops.default.monitoring_tool\" . }}"),
                fields.textMap("custom_fields"),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static void refuseFixed(EntryFields fields) {
        for (YamlScalar name : fields.keysOf("custom_fields")) {
            if (FIXED.contains(name.text())) {
                fields.error(name, "`custom_fields` cannot hold `%s`, which is a fixed field".formatted(name.text()));
            }
        }
    }
}
