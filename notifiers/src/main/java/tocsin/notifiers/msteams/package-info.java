/**
 * Microsoft Teams, by an Office 365 connector. Entry points: {@link tocsin.notifiers.msteams.MsteamsKind} reads the
 * configuration, {@link tocsin.notifiers.msteams.MsteamsNotifier} sends. May depend on: {@code model}, {@code config}, {@code
 * delivery}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.msteams;

import org.jspecify.annotations.NullMarked;
