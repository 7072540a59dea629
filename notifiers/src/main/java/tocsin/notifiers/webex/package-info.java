/**
 * Webex, by its message API. Entry point: {@link tocsin.notifiers.webex.WebexKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.webex;

import org.jspecify.annotations.NullMarked;
