package tocsin.notifiers.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens sessions with one mail server. Blocks. */
final class SmtpConnector {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    private final Smarthost smarthost;
    private final EmailAuth auth;

    SmtpConnector(Smarthost smarthost, EmailAuth auth) {
        this.smarthost = smarthost;
        this.auth = auth;
    }

    /** A session in which mails can be sent. */
    SmtpSession open(MailAttempt attempt) throws SmtpFailure {
        attempt.step("looking up the name");
        Socket connection = connected(addresses(), attempt);
        try {
            Socket talk = smarthost.implicitTls() ? encrypted(connection, attempt) : connection;
            SmtpSession session = SmtpSession.open(smarthost, talk, connection, attempt);
            attempt.step("AUTH");
            SmtpAuth.authenticate(auth, smarthost, session);
            return session;
        } catch (SmtpFailure | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private InetAddress[] addresses() throws SmtpFailure {
        try {
            return InetAddress.getAllByName(smarthost.host());
        } catch (UnknownHostException e) {
            throw SmtpFailure.temporary("DNS knows no such name: " + smarthost.host());
        }
    }

    /** To the first address that takes the connection. */
    private Socket connected(InetAddress[] addresses, MailAttempt attempt) throws SmtpFailure {
        @Nullable SmtpFailure failure = null;
        for (int i = 0; i < addresses.length; i++) {
            Duration share = attempt.left().dividedBy(addresses.length - i);
            try {
                return connected(addresses[i], attempt, share);
            } catch (SmtpFailure e) {
                failure = e;
            }
        }
        throw failure == null ? SmtpFailure.temporary("it has no address") : failure;
    }

    private Socket connected(InetAddress address, MailAttempt attempt, Duration share) throws SmtpFailure {
        attempt.step("connecting to " + address.getHostAddress());
        Socket socket = new BoundedSocket();
        attempt.uses(socket);
        try {
            int timeout = attempt.leftMillis(share.compareTo(CONNECT) < 0 ? share : CONNECT);
            socket.connect(new InetSocketAddress(named(address), smarthost.port()), timeout);
            return socket;
        } catch (IOException e) {
            close(socket);
            String why = e instanceof SocketTimeoutException
                    ? "no answer in time"
                    : OneLine.of(String.valueOf(e.getMessage()));
            throw SmtpFailure.temporary("cannot connect to %s: %s".formatted(address.getHostAddress(), why));
        }
    }

    /** The library checks the certificate for the name of the address, and looks it up in DNS where there is none. */
    private InetAddress named(InetAddress address) throws UnknownHostException {
        return InetAddress.getByAddress(smarthost.tls().nameFor(smarthost.host()), address.getAddress());
    }

    private Socket encrypted(Socket connection, MailAttempt attempt) throws SmtpFailure {
        attempt.step("TLS handshake");
        try {
            connection.setSoTimeout(attempt.leftMillis(HANDSHAKE));
            return smarthost.tls().over(connection, smarthost.host());
        } catch (IOException e) {
            throw SmtpFailure.temporary("TLS failed: " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The failure that made us close it is the one to tell.
        }
    }
}
