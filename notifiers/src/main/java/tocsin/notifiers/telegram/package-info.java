/**
 * Telegram, by its Bot API. Entry point: {@link tocsin.notifiers.telegram.TelegramKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.telegram;

import org.jspecify.annotations.NullMarked;
