package tocsin.notifiers.discord;

import org.jspecify.annotations.Nullable;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code discord_configs}. */
public final class DiscordKind {
    public static final String NAME = "discord";

    private DiscordKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<DiscordConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, DiscordConfig.class, templates, DiscordKind::read, DiscordNotifier::new);
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
