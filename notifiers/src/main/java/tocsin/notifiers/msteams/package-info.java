/**
 * Microsoft Teams, by an Office 365 connector. Entry point: {@link tocsin.notifiers.msteams.MsteamsKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.msteams;

import org.jspecify.annotations.NullMarked;
