package tocsin.notifiers.msteams;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code msteams_configs}. */
public final class MsteamsKind implements IntegrationKind {
    public static final String NAME = "msteams";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public MsteamsKind(NotificationTemplates templates) {
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
    public @Nullable MsteamsConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
    }

    private static @Nullable MsteamsConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new MsteamsConfig(
                entry.requiredSecretUrl("webhook_url"),
                fields.text("title", "{{ template \"msteams.default.title\" . }}"),
                fields.text("summary", "{{ template \"msteams.default.summary\" . }}"),
                fields.text("text", "{{ template \"msteams.default.text\" . }}"),
                entry.http(),
                entry.sendResolved(true)));
    }
}
