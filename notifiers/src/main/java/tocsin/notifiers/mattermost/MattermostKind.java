package tocsin.notifiers.mattermost;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplatedTexts;

/** Reads {@code mattermost_configs}. */
public final class MattermostKind {
    public static final String NAME = "mattermost";

    private static final List<String> PRIORITIES = List.of("", "urgent", "important", "standard");

    private MattermostKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<MattermostConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, MattermostConfig.class, templates, MattermostKind::read, MattermostNotifier::new);
    }

    private static @Nullable MattermostConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new MattermostConfig(
                entry.requiredSecretUrl("webhook_url", "mattermost_webhook_url"),
                fields.text("channel"),
                fields.text("username", "{{ template \"mattermost.default.username\" . }}"),
                fields.text("icon_url"),
                fields.text("icon_emoji"),
                fields.text("type"),
                own(fields),
                fields.each("attachments", MattermostKind::attachment),
                fields.inside("props", props -> props.text("card")),
                fields.inside("priority", MattermostKind::priority),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static MattermostAttachment own(EntryFields fields) {
        return new MattermostAttachment(
                fields.text("fallback", "{{ template \"mattermost.default.fallback\" . }}"),
                fields.text("color", "{{ template \"mattermost.default.color\" . }}"),
                fields.text("pretext"),
                fields.text("text", "{{ template \"mattermost.default.text\" . }}"),
                fields.text("author_name"),
                fields.text("author_link"),
                fields.text("author_icon"),
                fields.text("title", "{{ template \"mattermost.default.title\" . }}"),
                fields.text("title_link", "{{ template \"mattermost.default.titlelink\" . }}"),
                fields.text("thumb_url"),
                fields.text("footer"),
                fields.text("footer_icon"),
                fields.text("image_url"),
                fields.each("fields", AttachmentField::read));
    }

    private static MattermostAttachment attachment(EntryFields fields) {
        return new MattermostAttachment(
                fields.text("fallback"),
                fields.text("color"),
                fields.text("pretext"),
                fields.text("text"),
                fields.text("author_name"),
                fields.text("author_link"),
                fields.text("author_icon"),
                fields.text("title"),
                fields.text("title_link"),
                fields.text("thumb_url"),
                fields.text("footer"),
                fields.text("footer_icon"),
                fields.text("image_url"),
                fields.each("fields", AttachmentField::read));
    }

    private static MattermostPriority priority(EntryFields fields) {
        FieldText priority = fields.text("priority");
        if (!TemplatedTexts.isTemplate(priority.text())
                && !PRIORITIES.contains(priority.text().toLowerCase(Locale.ROOT))) {
            fields.warning(
                    "priority",
                    "unknown `priority`: `%s` counts as standard; write urgent, important or standard"
                            .formatted(priority.text()));
        }
        return new MattermostPriority(
                priority, fields.bool("requested_ack", false), fields.bool("persistent_notifications", false));
    }
}
