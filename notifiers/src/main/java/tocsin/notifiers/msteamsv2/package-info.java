/**
 * Microsoft Teams, by a Power Automate workflow. Entry points: {@link tocsin.notifiers.msteamsv2.Msteamsv2Kind} reads the
 * configuration, {@link tocsin.notifiers.msteamsv2.Msteamsv2Notifier} sends. May depend on: {@code model}, {@code config}, {@code
 * delivery}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.http}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.msteamsv2;

import org.jspecify.annotations.NullMarked;
