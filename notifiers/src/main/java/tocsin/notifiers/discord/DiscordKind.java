package tocsin.notifiers.discord;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code discord_configs}. */
public final class DiscordKind implements IntegrationKind {
    public static final String NAME = "discord";

    private final NotificationTemplates templates;

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public DiscordKind(NotificationTemplates templates) {
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
    public @Nullable DiscordConfig read(YamlMapping entry, YamlMapping global, Path directory, Problems problems) {
        return read(new Entry(entry, global, directory, templates, problems));
    }

    private static @Nullable DiscordConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new DiscordConfig(
                entry.requiredSecretUrl("webhook_url"),
                fields.text("content", "{{ template \"discord.default.content\" . }}"),
                fields.text("title", "{{ template \"discord.default.title\" . }}"),
                fields.text("message", "{{ template \"discord.default.message\" . }}"),
                fields.string("username"),
                fields.string("avatar_url"),
                entry.http(),
                entry.sendResolved(true)));
    }
}
