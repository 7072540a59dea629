package tocsin.notifiers.slack;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code slack_configs}. */
public final class SlackKind {
    public static final String NAME = "slack";

    private static final List<String> MARKED_UP = List.of("fallback", "pretext", "text");

    private SlackKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<SlackConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, SlackConfig.class, templates, SlackKind::read, SlackNotifier::new);
    }

    private static @Nullable SlackConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        boolean updateMessage = fields.bool("update_message", false);
        SlackTarget target = SlackTarget.read(entry);
        if (updateMessage && !target.updatesMessages()) {
            fields.error(
                    "update_message",
                    "`update_message` needs a bot token: `app_token`, or `api_url: %s` with `http_config.authorization`"
                            .formatted(SlackTarget.APP_URL));
        }
        return entry.finish(new SlackConfig(
                target.url(),
                texts(fields),
                fields.each("fields", AttachmentField::read),
                fields.bool("short_fields", false),
                fields.each("actions", SlackKind::action),
                fields.has("mrkdwn_in") ? fields.strings("mrkdwn_in") : MARKED_UP,
                fields.bool("link_names", false),
                updateMessage,
                fields.timeout(),
                target.http(),
                entry.sendResolved(false)));
    }

    private static SlackTexts texts(EntryFields fields) {
        return new SlackTexts(
                fields.text("channel"),
                fields.text("username", "{{ template \"slack.default.username\" . }}"),
                fields.text("color", "{{ template \"slack.default.color\" . }}"),
                fields.text("title", "{{ template \"slack.default.title\" . }}"),
                fields.text("title_link", "{{ template \"slack.default.titlelink\" . }}"),
                fields.text("pretext", "{{ template \"slack.default.pretext\" . }}"),
                fields.text("text", "{{ template \"slack.default.text\" . }}"),
                fields.text("message_text"),
                fields.text("fallback", "{{ template \"slack.default.fallback\" . }}"),
                fields.text("callback_id", "{{ template \"slack.default.callbackid\" . }}"),
                fields.text("icon_emoji", "{{ template \"slack.default.iconemoji\" . }}"),
                fields.text("icon_url", "{{ template \"slack.default.iconurl\" . }}"),
                fields.text("image_url"),
                fields.text("thumb_url"),
                fields.text("footer", "{{ template \"slack.default.footer\" . }}"));
    }

    private static SlackAction action(EntryFields fields) {
        FieldText url = fields.text("url");
        FieldText name = fields.text("name");
        FieldText value = fields.text("value");
        SlackConfirmation confirm = fields.inside("confirm", SlackKind::confirmation);
        if (url.isEmpty() && name.isEmpty()) {
            fields.missing("missing `name` or `url` of an action");
        }
        boolean leadsAway = !url.isEmpty();
        return new SlackAction(
                fields.requiredText("type"),
                fields.requiredText("text"),
                url,
                fields.text("style"),
                leadsAway ? FieldText.absent(name.field(), "") : name,
                leadsAway ? FieldText.absent(value.field(), "") : value,
                leadsAway ? null : confirm);
    }

    private static SlackConfirmation confirmation(EntryFields fields) {
        return new SlackConfirmation(
                fields.requiredText("text"), fields.text("title"), fields.text("ok_text"), fields.text("dismiss_text"));
    }
}
