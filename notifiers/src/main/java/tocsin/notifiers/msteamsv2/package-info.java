/**
 * Microsoft Teams, by a Power Automate workflow. Entry point: {@link tocsin.notifiers.msteamsv2.Msteamsv2Kind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.msteamsv2;

import org.jspecify.annotations.NullMarked;
