package tocsin.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.Socket;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@code tls_config} means for blocking sockets, on which protocols other than HTTP run. Files that have changed are
 * effective with the next connection; what was good stays in use while they are broken. Any thread that may block.
 */
public final class TlsSockets {
    private static final Logger LOG = LoggerFactory.getLogger(TlsSockets.class);

    private final Vertx vertx;
    private final TlsConfig config;
    private volatile Current current;

    private record Current(TlsMaterial material, ClientSSLOptions options, SSLContext context) {}

    private TlsSockets(Vertx vertx, TlsConfig config, Current current) {
        this.vertx = vertx;
        this.config = config;
        this.current = current;
    }

    /** @throws HttpConfigException naming what cannot be used */
    public static TlsSockets open(Vertx vertx, TlsConfig config) throws HttpConfigException {
        Objects.requireNonNull(vertx, "vertx");
        return new TlsSockets(vertx, config, current(vertx, config, TlsMaterial.read(config)));
    }

    private static Current current(Vertx vertx, TlsConfig config, TlsMaterial material) throws HttpConfigException {
        ClientSSLOptions options = material.options(vertx, config, false);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(vertx, options.getKeyCertOptions()), trust(vertx, config, options), null);
            return new Current(material, options, context);
        } catch (Exception e) {
            throw new HttpConfigException("tls_config: cannot be used by this Java", e);
        }
    }

    private static KeyManager @Nullable [] keys(Vertx vertx, @Nullable KeyCertOptions pair) throws Exception {
        return pair == null ? null : pair.getKeyManagerFactory(vertx).getKeyManagers();
    }

    private static TrustManager @Nullable [] trust(Vertx vertx, TlsConfig config, ClientSSLOptions options)
            throws Exception {
        if (config.insecureSkipVerify()) {
            return new TrustManager[] {new TrustsAll()};
        }
        TrustOptions trust = options.getTrustOptions();
        return trust == null ? null : trust.getTrustManagerFactory(vertx).getTrustManagers();
    }

    /** Makes sockets over others; the name that it is given there is the one that the certificate must have. */
    public SSLSocketFactory factory() {
        return current().context().getSocketFactory();
    }

    /** Names of the versions of TLS that are allowed. */
    public Set<String> protocols() {
        return current.options().getEnabledSecureTransportProtocols();
    }

    /** Whether a certificate must be for the name. */
    public boolean checksName() {
        return !config.insecureSkipVerify();
    }

    /** The name that the certificate must have: the configured one, else that of the host. */
    public String nameFor(String host) {
        return config.serverName().isEmpty() ? host : config.serverName();
    }

    /**
     * TLS on a connected socket, the handshake done; closing it closes that one. Whoever calls bounds the time by the socket's.
     *
     * @throws IOException when the handshake fails; the connected socket is still open then
     */
    public SSLSocket over(Socket connected, String host) throws IOException {
        SSLSocket socket = (SSLSocket) factory().createSocket(connected, nameFor(host), connected.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols().toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm(checksName() ? "HTTPS" : null);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private Current current() {
        Current known = current;
        if (!TlsMaterial.hasFiles(config)) {
            return known;
        }
        try {
            TlsMaterial material = TlsMaterial.read(config);
            if (!material.equals(known.material())) {
                known = current(vertx, config, material);
                current = known;
            }
        } catch (HttpConfigException e) {
            LOG.warn("the changed TLS files cannot be used, the former ones stay in use: {}", e.getMessage());
        }
        return known;
    }
}
