/**
 * Discord, by an incoming webhook. Entry point: {@link tocsin.notifiers.discord.DiscordKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.discord;

import org.jspecify.annotations.NullMarked;
