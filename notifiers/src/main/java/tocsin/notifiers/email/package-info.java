/**
 * Mail, by SMTP. Entry point: {@link tocsin.notifiers.email.EmailKind} reads the configuration. May depend
 * on: {@code config}, {@code http}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.email;

import org.jspecify.annotations.NullMarked;
