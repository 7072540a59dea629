/**
 * Rocket.Chat, by its REST API. Entry point: {@link tocsin.notifiers.rocketchat.RocketchatKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.rocketchat;

import org.jspecify.annotations.NullMarked;
