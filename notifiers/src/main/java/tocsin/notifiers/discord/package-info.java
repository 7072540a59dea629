/**
 * Discord, by an incoming webhook. Entry points: {@link tocsin.notifiers.discord.DiscordKind} reads the configuration, {@link
 * tocsin.notifiers.discord.DiscordNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.discord;

import org.jspecify.annotations.NullMarked;
