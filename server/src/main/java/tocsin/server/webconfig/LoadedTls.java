package tocsin.server.webconfig;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS with certificate and key as they were when read. Shows no secret.
 *
 * @param trust of clients, null when they are asked for nothing
 * @param notAfter when the server's certificate ends
 */
record LoadedTls(
        TlsSettings settings,
        KeyManagerFactory keys,
        @Nullable ClientTrust trust,
        Instant notAfter) {
    private static final int HANDSHAKE_SECONDS = 30;

    ServerSSLOptions options(boolean http2) {
        ServerSSLOptions options = new ServerSSLOptions()
                .setKeyCertOptions(KeyCertOptions.wrap(keys))
                .setClientAuth(settings.clients().mode())
                .setUseAlpn(true)
                .setApplicationLayerProtocols(http2 ? List.of("h2", "http/1.1") : List.of("http/1.1"))
                .setEnabledSecureTransportProtocols(new LinkedHashSet<>(settings.protocols()))
                .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        settings.cipherSuites().forEach(options::addEnabledCipherSuite);
        settings.groups().forEach(options::addKeyExchangeGroup);
        return trust == null ? options : options.setTrustOptions(TrustOptions.wrap(trust));
    }
}
