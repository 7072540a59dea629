package tocsin.notifiers.webhook;

import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code webhook_configs}. */
public final class WebhookKind {
    public static final String NAME = "webhook";

    private WebhookKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<WebhookConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, WebhookConfig.class, templates, WebhookKind::read, WebhookNotifier::new);
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
