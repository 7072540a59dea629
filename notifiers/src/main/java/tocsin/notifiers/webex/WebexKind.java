package tocsin.notifiers.webex;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.http.HttpClientConfig;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code webex_configs}. */
public final class WebexKind implements IntegrationKind {
    public static final String NAME = "webex";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public WebexKind(NotificationTemplates templates) {
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
    public @Nullable WebexConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
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
