/**
 * Telegram, by its Bot API. Entry points: {@link tocsin.notifiers.telegram.TelegramKind} reads the configuration, {@link
 * tocsin.notifiers.telegram.TelegramNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.telegram;

import org.jspecify.annotations.NullMarked;
