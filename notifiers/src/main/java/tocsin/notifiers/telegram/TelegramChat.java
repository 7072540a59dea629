package tocsin.notifiers.telegram;

import org.jspecify.annotations.Nullable;
import tocsin.http.SecretSource;

/**
 * The chat that messages go to: its number, or a file that holds it.
 *
 * @param id 0 when a file holds it
 * @param file null when the number is written; read for each notification
 */
public record TelegramChat(long id, @Nullable SecretSource file) {}
