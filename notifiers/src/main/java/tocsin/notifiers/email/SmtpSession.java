package tocsin.notifiers.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * A conversation with a mail server. It extends the library's transport because the steps are open to subclasses only: the
 * library itself would authenticate by its own order, forget which answer made it give up, and believe what was said before TLS.
 * For one thread at a time, which it blocks; closing its connection ends every step.
 */
final class SmtpSession extends SMTPTransport {
    /** For the answer to a command. */
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** Servers look for viruses before they answer to a mail; giving up earlier would send it twice. */
    private static final Duration LAST_ANSWER = Duration.ofMinutes(5);

    private static final Duration WRITING = Duration.ofSeconds(60);
    private static final Duration STILL_THERE = Duration.ofSeconds(5);

    private static final int OK = 250;
    /** 251 and 252: to be forwarded, or cannot be checked now. */
    private static final Set<Integer> TAKEN = Set.of(OK, 251, 252);

    private static final int CLOSING = 421;
    private static final int FIRST_ERROR = 400;

    private final Smarthost smarthost;
    private final Socket connection;
    /** Whether the server has the end of the mail, and may have taken it whatever happens then. */
    private boolean handedOver;

    private SmtpSession(Smarthost smarthost, Socket connection) {
        super(Session.getInstance(properties(smarthost)), null);
        this.smarthost = smarthost;
        this.connection = connection;
    }

    private static Properties properties(Smarthost smarthost) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.localhost", smarthost.hello());
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.userset", "true");
        properties.setProperty(
                "mail.smtp.ssl.protocols", String.join(" ", smarthost.tls().protocols()));
        properties.setProperty(
                "mail.smtp.ssl.checkserveridentity",
                Boolean.toString(smarthost.tls().checksName()));
        if (smarthost.startTls()) {
            properties.put("mail.smtp.ssl.socketFactory", smarthost.tls().factory());
        }
        return properties;
    }

    /** Somebody whom the server does not want mail for. */
    record Refusal(String recipient, int code, String answer) {
        @Override
        public String toString() {
            return recipient + ": " + answer;
        }
    }

    /**
     * Greets, and begins TLS when it must.
     *
     * @param talk is the connection, or TLS over it
     * @param connection ends all when it is closed
     */
    static SmtpSession open(Smarthost smarthost, Socket talk, Socket connection, MailAttempt attempt)
            throws SmtpFailure {
        SmtpSession session = new SmtpSession(smarthost, connection);
        session.timeout(attempt, ANSWER);
        session.greet(talk, attempt);
        if (smarthost.startTls()) {
            session.beginTls(attempt);
        }
        return session;
    }

    private void greet(Socket talk, MailAttempt attempt) throws SmtpFailure {
        attempt.step("greeting and EHLO");
        try {
            connect(talk);
        } catch (MessagingException e) {
            throw failed("greeting and EHLO", e);
        }
    }

    private synchronized void beginTls(MailAttempt attempt) throws SmtpFailure {
        if (!supportsExtension("STARTTLS")) {
            throw SmtpFailure.temporary("it does not offer STARTTLS, which `require_tls` demands");
        }
        attempt.step("STARTTLS");
        try {
            startTLS();
            if (!ehlo(smarthost.hello())) {
                throw unexpected("EHLO after STARTTLS");
            }
        } catch (MessagingException e) {
            throw failed("STARTTLS", e);
        }
    }

    /** What closing ends every step. */
    Socket connection() {
        return connection;
    }

    /** Whether the server is still there, and ready for another mail. */
    boolean isReady(MailAttempt attempt) throws SmtpFailure {
        attempt.step("RSET");
        timeout(attempt, STILL_THERE);
        if (!isConnected()) {
            return false;
        }
        timeout(attempt, ANSWER);
        return true;
    }

    /**
     * One command of authentication.
     *
     * @return the code of the answer
     */
    int exchange(String command) throws SmtpFailure {
        try {
            return simpleCommand(command);
        } catch (MessagingException e) {
            throw failed("AUTH", e);
        }
    }

    /** The text of the last answer, without its code. */
    String answer() {
        String response = getLastServerResponse().strip();
        return response.length() < 4 ? "" : response.substring(4).strip();
    }

    /** The last answer as an error. */
    SmtpFailure unexpected(String step) {
        int code = getLastReturnCode();
        String answer = OneLine.of(getLastServerResponse());
        if (code >= FIRST_ERROR) {
            return SmtpFailure.answered(code, "answered to %s: %s".formatted(step, answer));
        }
        return code < 0
                ? SmtpFailure.lost("closed the connection at %s, or said no SMTP: %s".formatted(step, answer))
                : SmtpFailure.temporary("unexpected answer to %s: %s".formatted(step, answer));
    }

    /** The size of the largest mail that the server takes; {@link Long#MAX_VALUE} when it does not say. */
    long largestMail() {
        String size = getExtensionParameter("SIZE");
        return size != null && size.matches("[1-9]\\d{0,17}") ? Long.parseLong(size) : Long.MAX_VALUE;
    }

    /**
     * Hands over a mail.
     *
     * @return those for whom it was refused; it was taken for somebody else
     * @throws SmtpFailure when it was taken for nobody; the session is of no more use then
     */
    List<Refusal> send(Mail mail, byte[] content, MailAttempt attempt) throws SmtpFailure {
        handedOver = false;
        from(mail, attempt);
        List<Refusal> refusals = to(mail.recipients(), attempt);
        data(content, attempt);
        return refusals;
    }

    /** Whether the mail that was sent last may have arrived although it failed. */
    boolean handedOver() {
        return handedOver;
    }

    private void from(Mail mail, MailAttempt attempt) throws SmtpFailure {
        boolean international =
                !isAscii(mail.sender()) || mail.recipients().stream().anyMatch(recipient -> !isAscii(recipient));
        if (international && !supportsExtension("SMTPUTF8")) {
            throw SmtpFailure.permanent("it takes only addresses of ASCII characters (no SMTPUTF8)");
        }
        attempt.step("MAIL FROM");
        String parameters =
                (supportsExtension("8BITMIME") ? " BODY=8BITMIME" : "") + (international ? " SMTPUTF8" : "");
        int code = command("MAIL FROM:<" + mail.sender() + ">" + parameters, "MAIL FROM");
        if (code != OK) {
            throw unexpected("MAIL FROM:<" + mail.sender() + ">");
        }
    }

    private List<Refusal> to(List<String> recipients, MailAttempt attempt) throws SmtpFailure {
        List<Refusal> refusals = new ArrayList<>();
        attempt.step("RCPT TO");
        for (String recipient : recipients) {
            int code = command("RCPT TO:<" + recipient + ">", "RCPT TO");
            if (TAKEN.contains(code)) {
                continue;
            }
            if (code < FIRST_ERROR || code == CLOSING) {
                throw unexpected("RCPT TO:<" + recipient + ">");
            }
            refusals.add(new Refusal(recipient, code, OneLine.of(getLastServerResponse())));
        }
        if (refusals.size() == recipients.size()) {
            throw refusedForAll(refusals);
        }
        return refusals;
    }

    /** Worth another attempt when one of them may be taken then. */
    private static SmtpFailure refusedForAll(List<Refusal> refusals) {
        Refusal telling = refusals.stream()
                .filter(refusal -> refusal.code() / 100 == 4)
                .findFirst()
                .orElse(refusals.get(0));
        return SmtpFailure.answered(
                telling.code(),
                refusals.size() == 1
                        ? "refused the recipient " + telling
                        : "refused all %d recipients, e.g. %s".formatted(refusals.size(), telling));
    }

    private synchronized void data(byte[] content, MailAttempt attempt) throws SmtpFailure {
        attempt.step("DATA");
        long writing = attempt.limit(WRITING);
        try {
            OutputStream out = data();
            out.write(content);
            out.flush();
            attempt.step("the answer to the mail");
            timeout(attempt, LAST_ANSWER);
            attempt.unlimit(writing);
            handedOver = true;
            finishData();
            timeout(attempt, ANSWER);
        } catch (MessagingException e) {
            throw failed("the mail", e);
        } catch (IOException e) {
            throw lost("the mail", e);
        } finally {
            attempt.unlimit(writing);
        }
    }

    private synchronized int command(String command, String step) throws SmtpFailure {
        try {
            return simpleCommand(command.getBytes(StandardCharsets.UTF_8));
        } catch (MessagingException e) {
            throw failed(step, e);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private void timeout(MailAttempt attempt, Duration limit) throws SmtpFailure {
        try {
            connection.setSoTimeout(attempt.leftMillis(limit));
        } catch (SocketException e) {
            throw lost("a time-out", e);
        }
    }

    private SmtpFailure failed(String step, MessagingException failure) {
        Exception cause = failure.getNextException();
        return cause instanceof IOException broken ? lost(step, broken) : unexpected(step);
    }

    private static SmtpFailure lost(String step, IOException cause) {
        if (cause instanceof SocketTimeoutException) {
            return SmtpFailure.lost("no answer in time at " + step);
        }
        String kind = cause instanceof SSLException ? "TLS failed" : "the connection was lost";
        return SmtpFailure.lost("%s at %s: %s".formatted(kind, step, OneLine.of(message(cause))));
    }

    private static String message(IOException cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Says goodbye, and waits for no answer. */
    void quit() {
        try {
            close();
        } catch (MessagingException e) {
            // The mails were delivered, and the connection is closed all the same.
        }
    }
}
