/**
 * Pushover, by its message API. Entry point: {@link tocsin.notifiers.pushover.PushoverKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.pushover;

import org.jspecify.annotations.NullMarked;
