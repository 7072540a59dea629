/**
 * Pushover, by its message API. Entry points: {@link tocsin.notifiers.pushover.PushoverKind} reads the configuration, {@link
 * tocsin.notifiers.pushover.PushoverNotifier} sends. May depend on: {@code config}, {@code delivery}, {@code http}, {@code
 * notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.pushover;

import org.jspecify.annotations.NullMarked;
