package tocsin.notifiers.jira;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code jira_configs}. */
public final class JiraKind implements IntegrationKind {
    public static final String NAME = "jira";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public JiraKind(NotificationTemplates templates) {
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
    public @Nullable JiraConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
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
