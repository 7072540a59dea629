/**
 * Webex, by its message API. Entry points: {@link tocsin.notifiers.webex.WebexKind} reads the
 * configuration, {@link tocsin.notifiers.webex.WebexNotifier} sends. May depend on: {@code model}, {@code config}, {@code
 * delivery}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.webex;

import org.jspecify.annotations.NullMarked;
