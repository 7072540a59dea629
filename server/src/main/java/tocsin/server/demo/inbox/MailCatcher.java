package tocsin.server.demo.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server on loopback that takes every mail, for whomever it is, and passes it on to nobody. */
public final class MailCatcher implements AutoCloseable {
    static final int MOST_BYTES = 256 << 10;
    private static final long MOST_BYTES_PASSED_OVER = 64L << 20;
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_CONNECTIONS = 20;
    private static final int IDLE_SECONDS = 60;

    private final SMTPServer server;

    private MailCatcher(SMTPServer server) {
        this.server = server;
    }

    /**
     * Listens on a free port.
     *
     * @param mails gets them on the thread of their connection
     * @throws IllegalStateException when it cannot listen
     */
    public static MailCatcher start(Consumer<Message> mails) {
        SMTPServer server = new SMTPServer.Builder()
                .bindAddress(InetAddress.getLoopbackAddress())
                .port(0)
                .hostName("localhost")
                .softwareName("Tocsin demo")
                .maxMessageSize(MOST_BYTES)
                .maxRecipients(MOST_RECIPIENTS)
                .maxConnections(MOST_CONNECTIONS)
                .connectionTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
                .insertReceivedHeaders(false)
                .messageHandlerFactory(context -> new Delivery(mails))
                .build();
        server.start();
        return new MailCatcher(server);
    }

    public int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** One mail on its way in. */
    private static final class Delivery implements MessageHandler {
        private final Consumer<Message> mails;
        private final List<String> recipients = new ArrayList<>();

        private Delivery(Consumer<Message> mails) {
            this.mails = mails;
        }

        @Override
        public void from(String from) {
            // What the mail itself says is shown.
        }

        @Override
        public void recipient(String recipient) {
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws IOException, RejectException {
            byte[] mail = data.readNBytes(MOST_BYTES + 1);
            if (mail.length > MOST_BYTES) {
                passOver(data);
                throw new RejectException(552, "5.3.4 a mail may have %d bytes here".formatted(MOST_BYTES));
            }
            mails.accept(MailReader.read(recipients, mail));
            return "2.0.0 caught";
        }

        /** A sender hears of a refusal only when it has sent all; one that never ends is cut off. */
        private static void passOver(InputStream data) throws IOException {
            byte[] piece = new byte[8 << 10];
            long passed = 0;
            for (int read = data.read(piece); read >= 0; read = data.read(piece)) {
                passed += read;
                if (passed > MOST_BYTES_PASSED_OVER) {
                    throw new TooMuchDataException("a mail without end");
                }
            }
        }

        @Override
        public void done() {
            // A mail is complete with its data.
        }
    }
}
