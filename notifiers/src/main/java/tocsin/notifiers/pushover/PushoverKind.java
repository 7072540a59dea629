package tocsin.notifiers.pushover;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code pushover_configs}. */
public final class PushoverKind {
    public static final String NAME = "pushover";

    private PushoverKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<PushoverConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, PushoverConfig.class, templates, PushoverKind::read, PushoverNotifier::new);
    }

    private static @Nullable PushoverConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        boolean html = fields.bool("html", false);
        boolean monospace = fields.bool("monospace", false);
        if (html && monospace) {
            fields.error("monospace", "at most one of `monospace` and `html` is allowed here");
        }
        return entry.finish(new PushoverConfig(
                key(entry, "user_key"),
                key(entry, "token"),
                texts(fields),
                fields.goDuration("retry", Duration.ofMinutes(1)),
                fields.goDuration("expire", Duration.ofHours(1)),
                fields.goDuration("ttl", Duration.ZERO),
                html,
                monospace,
                entry.http(),
                entry.sendResolved(true)));
    }

    private static SecretSource key(Entry entry, String key) {
        entry.fields().checkTemplates(key);
        return entry.requiredSecret(key);
    }

    private static PushoverTexts texts(EntryFields fields) {
        return new PushoverTexts(
                fields.text("title", "{{ template \"pushover.default.title\" . }}"),
                fields.text("message", "{{ template \"pushover.default.message\" . }}"),
                fields.text("url", "{{ template \"pushover.default.url\" . }}"),
                fields.text("url_title"),
                fields.text("device"),
                fields.text("sound"),
                fields.text("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}"));
    }
}
