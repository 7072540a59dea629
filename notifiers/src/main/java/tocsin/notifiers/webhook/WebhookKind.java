package tocsin.notifiers.webhook;

import org.jspecify.annotations.Nullable;
import tocsin.http.SecretSource;
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
                fields.inside("signature", signature -> signature(entry, signature)),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static SecretSource signature(Entry entry, EntryFields fields) {
        SecretSource secret = entry.secret(fields, "secret");
        if (secret == null) {
            fields.missing("one of `secret` and `secret_file` is required in `signature`");
            return SecretSource.inline("");
        }
        if (secret instanceof SecretSource.Inline inline && !inline.secret().isEmpty()) {
            try {
                SigningKeys.parse(inline.secret().reveal());
            } catch (IllegalArgumentException e) {
                fields.error("secret", "`secret`: " + e.getMessage());
            }
        }
        return secret;
    }
}
