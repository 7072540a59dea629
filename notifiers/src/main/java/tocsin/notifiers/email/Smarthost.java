package tocsin.notifiers.email;

import java.util.Map;
import java.util.Set;
import tocsin.config.HostPort;
import tocsin.http.TlsSockets;

/**
 * The mail server, and how to talk with it.
 *
 * @param hello our name in EHLO
 * @param implicitTls whether TLS begins with the connection
 * @param startTls whether it must begin after EHLO; else it never does
 */
record Smarthost(String host, int port, String hello, boolean implicitTls, boolean startTls, TlsSockets tls) {
    private static final int SUBMISSIONS = 465;
    private static final int LARGEST_PORT = 65535;
    /** The names that {@code /etc/services} has for ports of mail servers. */
    private static final Map<String, Integer> SERVICES =
            Map.of("smtp", 25, "mail", 25, "smtps", SUBMISSIONS, "submissions", SUBMISSIONS, "submission", 587);

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

    static Smarthost of(EmailConfig config, TlsSockets tls) {
        HostPort address = config.smarthost();
        int port = port(address.port());
        Boolean forced = config.forceImplicitTls();
        boolean implicit = forced == null ? port == SUBMISSIONS : forced;
        return new Smarthost(
                address.host().isEmpty() ? "localhost" : address.host(),
                port,
                config.hello(),
                implicit,
                config.requireTls() && !implicit,
                tls);
    }

    /** 0 when it is neither a number nor known as a name. */
    static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            return SERVICES.getOrDefault(text, 0);
        }
        int port = Integer.parseInt(text);
        return port > LARGEST_PORT ? 0 : port;
    }

    boolean encrypted() {
        return implicitTls || startTls;
    }

    /** On such a one a password may go unencrypted: it does not leave the machine. */
    boolean isLocal() {
        return LOCAL.contains(host);
    }

    @Override
    public String toString() {
        return "mail server " + new HostPort(host, Integer.toString(port));
    }
}
