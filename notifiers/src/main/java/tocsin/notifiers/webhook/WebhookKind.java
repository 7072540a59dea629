package tocsin.notifiers.webhook;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code webhook_configs}. */
public final class WebhookKind implements IntegrationKind {
    public static final String NAME = "webhook";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public WebhookKind(NotificationTemplates templates) {
        this.templates = Objects.requireNonNull(templates, "templates");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean delivered() {
        return true;
    }

    @Override
    public @Nullable WebhookConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
    }

    private static @Nullable WebhookConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new WebhookConfig(
                entry.requiredTemplateUrl("url"),
                fields.count("max_alerts"),
                fields.timeout(),
                fields.structure("payload"),
                entry.http(),
                entry.sendResolved(true)));
    }
}
