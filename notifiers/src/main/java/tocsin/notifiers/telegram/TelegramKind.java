package tocsin.notifiers.telegram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.Entry;
import tocsin.notifiers.entry.EntryFields;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

/** Reads {@code telegram_configs}. */
public final class TelegramKind {
    public static final String NAME = "telegram";

    private TelegramKind() {}

    /** @param templates with which texts are parsed; those that they call are looked up when they are rendered */
    public static EntryKind<TelegramConfig> with(NotificationTemplates templates) {
        return EntryKind.of(NAME, TelegramConfig.class, templates, TelegramKind::read, TelegramNotifier::new);
    }

    private static @Nullable TelegramConfig read(Entry entry) {
        EntryFields fields = entry.fields();
        return entry.finish(new TelegramConfig(
                entry.url("api_url", "telegram_api_url", "https://api.telegram.org"),
                entry.requiredSecret("bot_token", "telegram_bot_token"),
                chat(entry),
                fields.integer("message_thread_id"),
                fields.text("message", "{{ template \"telegram.default.message\" . }}"),
                fields.bool("disable_notifications", false),
                fields.choice("parse_mode", "HTML", List.of("HTML", "Markdown", "MarkdownV2", "")),
                entry.http(),
                entry.sendResolved(true)));
    }

    private static TelegramChat chat(Entry entry) {
        EntryFields fields = entry.fields();
        SecretSource file = entry.file("chat_id");
        long id = fields.integer("chat_id");
        if (id != 0 && file != null) {
            fields.error("chat_id_file", "at most one of `chat_id` and `chat_id_file` is allowed here");
        } else if (id == 0 && file == null && !fields.refused("chat_id")) {
            fields.error("chat_id", "one of `chat_id` and `chat_id_file` is required; a chat's number is not 0");
        }
        return new TelegramChat(id, file);
    }
}
