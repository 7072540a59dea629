package tocsin.notifiers.rocketchat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.AttachmentField;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code rocketchat_configs}. */
public final class RocketchatKind {
    public static final String NAME = "rocketchat";

    private RocketchatKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<RocketchatConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, RocketchatConfig.class, templates, RocketchatKind::read, RocketchatNotifier::new);
    }

    private static @Nullable RocketchatConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new RocketchatConfig(
                entry.url("api_url", "rocketchat_api_url", "https://open.rocket.chat/"),
                entry.requiredSecret("token", "rocketchat_token"),
                entry.requiredSecret("token_id", "rocketchat_token_id"),
                texts(fields),
                fields.each("fields", AttachmentField::readLenient),
                fields.bool("short_fields", false),
                fields.bool("link_names", false),
                fields.each("actions", RocketchatKind::action),
                entry.http(),
                entry.sendResolved(false)));
    }

    private static RocketchatTexts texts(EntryFields fields) {
        return new RocketchatTexts(
                fields.text("channel"),
                fields.text("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}"),
                fields.text("title", "{{ template \"rocketchat.default.title\" . }}"),
                fields.text("title_link", "{{ template \"rocketchat.default.titlelink\" . }}"),
                fields.text("text", "{{ template \"rocketchat.default.text\" . }}"),
                fields.text("emoji", "{{ template \"rocketchat.default.emoji\" . }}"),
                fields.text("icon_url", "{{ template \"rocketchat.default.iconurl\" . }}"),
                fields.text("image_url"),
                fields.text("thumb_url"));
    }

    /** Upstream's keys have no underscores here, and most of them no effect. */
    private static RocketchatAction action(EntryFields fields) {
        List.of("type", "imageurl", "webviewheightratio", "msgprocessingtype").forEach(fields::string);
        fields.bool("iswebview", false);
        fields.bool("msginchatwindow", false);
        return new RocketchatAction(fields.text("text"), fields.text("url"), fields.text("msg"));
    }
}
