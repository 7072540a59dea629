/**
 * Rocket.Chat, by its REST API. Entry points: {@link tocsin.notifiers.rocketchat.RocketchatKind} reads the
 * configuration, {@link tocsin.notifiers.rocketchat.RocketchatNotifier} sends. May depend on: {@code model}, {@code config}, {@code
 * delivery}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.rocketchat;

import org.jspecify.annotations.NullMarked;
