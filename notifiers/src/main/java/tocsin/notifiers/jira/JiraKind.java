package tocsin.notifiers.jira;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code jira_configs}. */
public final class JiraKind {
    public static final String NAME = "jira";

    private JiraKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<JiraConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, JiraConfig.class, templates, JiraKind::read, JiraNotifier::new);
    }

    private static @Nullable JiraConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new JiraConfig(
                entry.url("api_url", "jira_api_url", null),
                fields.choice("api_type", "auto", List.of("auto", "cloud", "datacenter")),
                fields.requiredText("project"),
                fields.requiredText("issue_type"),
                field(fields, "summary", "{{ template \"jira.default.summary\" . }}"),
                field(fields, "description", "{{ template \"jira.default.description\" . }}"),
                fields.texts("labels"),
                fields.text("priority", "{{ template \"jira.default.priority\" . }}"),
                fields.structureMapping("fields"),
                fields.string("resolve_transition"),
                fields.string("reopen_transition"),
                fields.string("wont_fix_resolution"),
                fields.duration("reopen_duration"),
                entry.http(),
                entry.sendResolved(true)));
    }

    /** A text, or a mapping with the text under {@code template}. */
    private static JiraField field(EntryFields fields, String key, String byDefault) {
        JiraField written = fields.isMapping(key)
                ? fields.inside(key, inner -> new JiraField(inner.text("template", byDefault), enableUpdate(inner)))
                : null;
        return written == null ? new JiraField(fields.text(key, byDefault), true) : written;
    }

    private static boolean enableUpdate(EntryFields fields) {
        Boolean written = fields.bool("enable_update");
        return written == null || written;
    }
}
