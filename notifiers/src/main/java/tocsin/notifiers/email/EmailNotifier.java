package tocsin.notifiers.email;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.http.TlsSockets;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.email.SmtpSession.Refusal;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.template.FieldException;

/**
 * Sends notifications as mails, by SMTP. An attempt is made on threads of the integration's own, so that a mail server that
 * hangs delays nobody else; sessions are used again while mails follow each other. Results arrive on the caller's context.
 *
 * <p>Whoever of several recipients is refused does not keep the mail from the others: it is delivered then, and the notes
 * say who lacks it. Another attempt would send it twice to the others.
 */
final class EmailNotifier implements Notifier {
    /** Bounds an attempt that nobody else does: a mail server that hangs must not hold its group for ever. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(EmailNotifier.class);

    private final Vertx vertx;
    private final String externalUrl;
    private final MailTexts texts;
    private final Smarthost smarthost;
    private final SmtpConnector connector;
    private final IdleSessions sessions = new IdleSessions();
    private final MailWorkers workers;
    private final Set<MailAttempt> attempts = ConcurrentHashMap.newKeySet();

    /** Blocks: reads TLS files, and looks up the name of this machine. */
    EmailNotifier(EmailConfig config, NotifierPorts ports) throws HttpConfigException {
        this(config, ports, ZoneId.systemDefault(), hostName());
    }

    EmailNotifier(EmailConfig config, NotifierPorts ports, ZoneId zone, String hostName) throws HttpConfigException {
        this.vertx = ports.vertx();
        this.externalUrl = ports.externalUrl();
        this.texts = new MailTexts(
                config,
                ports.renderer(EmailKind.NAME),
                new MailStamps(ports.clock(), zone, hostName, config.threading()));
        this.smarthost = Smarthost.of(config, TlsSockets.open(vertx, config.tls()));
        this.connector = new SmtpConnector(smarthost, config.auth());
        this.workers = new MailWorkers(config.smarthost().toString());
        ports.closing(this::close);
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[0-9A-Za-z.-]+") ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        Duration limit = longest.compareTo(LONGEST_ATTEMPT) < 0 ? longest : LONGEST_ATTEMPT;
        MailAttempt attempt = MailAttempt.begin(vertx, smarthost.toString(), limit);
        attempts.add(attempt);
        try {
            workers.execute(() -> attempt.end(made(notification, attempt)));
        } catch (RejectedExecutionException e) {
            attempt.end(new Retryable(
                    FailureReason.OTHER, smarthost + ": too many mails wait for it: " + workers.most(), Duration.ZERO));
        }
        return attempt.result().onComplete(done -> attempts.remove(attempt));
    }

    @Override
    public int attemptsAtOnce() {
        return MailWorkers.THREADS;
    }

    /** On a worker. */
    private DeliveryResult made(Notification notification, MailAttempt attempt) {
        try {
            attempt.begins("rendering");
            Mail mail = texts.mail(NotificationData.of(notification, externalUrl));
            return delivered(mail, delivery(mail, attempt));
        } catch (FieldException e) {
            return new Rejected(FailureReason.OTHER, String.valueOf(e.getMessage()));
        } catch (SmtpFailure e) {
            return e.result();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("integration", EmailKind.NAME)
                    .setCause(e)
                    .log("A notification cannot be sent by a bug");
            return new Rejected(
                    FailureReason.OTHER, "cannot be sent: " + e.getClass().getSimpleName() + ", see the log");
        }
    }

    private DeliveryResult delivered(Mail mail, List<String> deliveryNotes) {
        List<String> notes = new ArrayList<>(mail.notes());
        notes.addAll(deliveryNotes);
        return new Delivered(Map.of(), notes);
    }

    /** Gives notes on how it went. */
    private List<String> delivery(Mail mail, MailAttempt attempt) throws SmtpFailure {
        try {
            SmtpSession known = ready(attempt);
            return known == null ? fresh(mail, attempt) : again(known, mail, attempt);
        } catch (SmtpFailure e) {
            throw e.at(smarthost);
        } finally {
            attempt.leaves();
        }
    }

    /** A session of the mail before, if the server still knows it. */
    private @Nullable SmtpSession ready(MailAttempt attempt) throws SmtpFailure {
        for (SmtpSession idle = sessions.take(); idle != null; idle = sessions.take()) {
            attempt.uses(idle.connection());
            if (idle.isReady(attempt)) {
                return idle;
            }
        }
        return null;
    }

    /** Many servers take a number of mails in a session and then end it: that is no failure of the mail. */
    private List<String> again(SmtpSession session, Mail mail, MailAttempt attempt) throws SmtpFailure {
        try {
            return sent(session, mail, attempt);
        } catch (SmtpFailure e) {
            if (!e.endsSession() || session.handedOver()) {
                throw e;
            }
            return fresh(mail, attempt);
        }
    }

    private List<String> fresh(Mail mail, MailAttempt attempt) throws SmtpFailure {
        return sent(connector.open(attempt), mail, attempt);
    }

    private List<String> sent(SmtpSession session, Mail mail, MailAttempt attempt) throws SmtpFailure {
        byte[] whole = mail.content().bytes();
        if (whole.length > session.largestMail()) {
            return briefly(session, mail, attempt);
        }
        try {
            return handed(session, mail, whole, attempt);
        } catch (SmtpFailure e) {
            if (e.isTooLarge()) {
                return briefly(connector.open(attempt), mail, attempt);
            }
            throw e;
        }
    }

    private List<String> briefly(SmtpSession session, Mail mail, MailAttempt attempt) throws SmtpFailure {
        List<String> notes = new ArrayList<>();
        notes.add("the mail is too large for %s: a brief one went out".formatted(smarthost));
        notes.addAll(handed(session, mail, mail.brief().bytes(), attempt));
        return notes;
    }

    private List<String> handed(SmtpSession session, Mail mail, byte[] content, MailAttempt attempt)
            throws SmtpFailure {
        try {
            List<Refusal> refusals = session.send(mail, content, attempt);
            keep(session, attempt);
            return refusals.stream()
                    .map(refusal -> "%s refused the recipient %s".formatted(smarthost, refusal))
                    .toList();
        } catch (SmtpFailure e) {
            session.quit();
            throw e;
        }
    }

    private void keep(SmtpSession session, MailAttempt attempt) {
        attempt.leaves();
        sessions.put(session);
        vertx.setTimer(IdleSessions.KEPT.toMillis() + 1, id -> workers.tryExecute(sessions::quitOld));
    }

    /** Cuts what is under way. */
    private void close() {
        attempts.forEach(attempt -> attempt.end(new Retryable(
                FailureReason.CONTEXT_CANCELED, smarthost + ": the configuration was closed", Duration.ZERO)));
        workers.tryExecute(sessions::quitAll);
        workers.close();
    }
}
