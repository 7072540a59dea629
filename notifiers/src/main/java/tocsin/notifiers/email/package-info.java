/**
 * Mail, by SMTP. Entry point: {@link tocsin.notifiers.email.EmailKind} reads the configuration and makes the notifier. {@code
 * MailTexts} renders a mail before anybody connects, {@code Message} and {@code HeaderText} write it, {@code SmtpConnector} and
 * {@code SmtpSession} talk with the server, {@code MailAttempt} bounds the time. May depend on: {@code model}, {@code delivery},
 * {@code time}, {@code config}, {@code http}, {@code notifiers}, {@code notifiers.entry}, {@code notifiers.template}.
 */
@NullMarked
package tocsin.notifiers.email;

import org.jspecify.annotations.NullMarked;
