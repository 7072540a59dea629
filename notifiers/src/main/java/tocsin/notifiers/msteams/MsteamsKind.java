package tocsin.notifiers.msteams;

import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code msteams_configs}. */
public final class MsteamsKind {
    public static final String NAME = "msteams";

    private MsteamsKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<MsteamsConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, MsteamsConfig.class, templates, MsteamsKind::read, MsteamsNotifier::new);
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
