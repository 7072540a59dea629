package tocsin.notifiers.webex;

import org.jspecify.annotations.Nullable;
import tocsin.http.HttpClientConfig;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code webex_configs}. */
public final class WebexKind {
    public static final String NAME = "webex";

    private WebexKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<WebexConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, WebexConfig.class, templates, WebexKind::read, WebexNotifier::new);
    }

    private static @Nullable WebexConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new WebexConfig(
                entry.url("api_url", "webex_api_url", "https://webexapis.com/v1/messages"),
                fields.requiredText("room_id"),
                fields.text("message", "{{ template \"webex.default.message\" . }}"),
                http(entry),
                entry.sendResolved(true)));
    }

    /** The bot's token belongs to the entry: that of {@code global} does not count. */
    private static HttpClientConfig http(Entry entry) {
        HttpClientConfig own = entry.ownHttp();
        if (own == null || own.authorization() == null) {
            entry.fields().error("http_config", "missing `http_config.authorization` with the bot's token");
        }
        return own == null ? HttpClientConfig.DEFAULT : own;
    }
}
