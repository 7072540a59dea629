package tocsin.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one {@code tls_config} as they were when read: to know whether a file has changed. Immutable.
 *
 * @param ca empty means the system's roots
 */
record TlsMaterial(String ca, String certificate, String key) {
    private static final List<TlsConfig.TlsVersion> VERSIONS = List.of(TlsConfig.TlsVersion.values());

    /** Reads the files. Blocks. */
    static TlsMaterial read(TlsConfig config) throws HttpConfigException {
        return new TlsMaterial(read("ca", config.ca()), read("cert", config.certificate()), read("key", config.key()));
    }

    static boolean hasFiles(TlsConfig config) {
        return config.ca() instanceof SecretSource.InFile
                || config.certificate() instanceof SecretSource.InFile
                || config.key() instanceof SecretSource.InFile;
    }

    private static String read(String key, @Nullable SecretSource source) throws HttpConfigException {
        if (source == null) {
            return "";
        }
        try {
            String text = SecretFiles.read(source);
            if (text.isEmpty()) {
                throw new HttpConfigException("tls_config: the %s is empty".formatted(key));
            }
            return text;
        } catch (IOException e) {
            throw new HttpConfigException("tls_config: cannot read the %s: %s".formatted(key, e.getMessage()), e);
        }
    }

    /**
     * What Vert.x needs, after a check that certificates and key can be used. Blocks.
     *
     * @throws HttpConfigException naming what cannot be used
     */
    ClientSSLOptions options(Vertx vertx, TlsConfig config, boolean http2) throws HttpConfigException {
        ClientSSLOptions options = new ClientSSLOptions()
                .setTrustAll(config.insecureSkipVerify())
                .setHostnameVerificationAlgorithm(config.insecureSkipVerify() ? "" : "HTTPS")
                .setUseAlpn(true)
                .setApplicationLayerProtocols(http2 ? List.of("h2", "http/1.1") : List.of("http/1.1"))
                .setEnabledSecureTransportProtocols(protocols(config))
                .setSslHandshakeTimeout(30)
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
        addTrust(vertx, options);
        addKey(vertx, options);
        return options;
    }

    private void addTrust(Vertx vertx, ClientSSLOptions options) throws HttpConfigException {
        if (ca.isEmpty()) {
            return;
        }
        PemTrustOptions trust = new PemTrustOptions().addCertValue(Buffer.buffer(ca));
        try {
            trust.getTrustManagerFactory(vertx);
        } catch (Exception e) {
            throw new HttpConfigException("tls_config: the ca is not a PEM file of certificates", e);
        }
        if (!options.isTrustAll()) {
            options.setTrustOptions(trust);
        }
    }

    private void addKey(Vertx vertx, ClientSSLOptions options) throws HttpConfigException {
        if (certificate.isEmpty() && key.isEmpty()) {
            return;
        }
        PemKeyCertOptions pair =
                new PemKeyCertOptions().addCertValue(Buffer.buffer(certificate)).addKeyValue(Buffer.buffer(key));
        try {
            pair.getKeyManagerFactory(vertx);
        } catch (Exception e) {
            // Without the cause's text: it may hold a piece of the key.
            throw new HttpConfigException(
                    "tls_config: cert and key are not a PEM certificate and its unencrypted PEM key");
        }
        options.setKeyCertOptions(pair);
    }

    private static Set<String> protocols(TlsConfig config) throws HttpConfigException {
        TlsConfig.TlsVersion min = config.minVersion() == null ? TlsConfig.TlsVersion.TLS12 : config.minVersion();
        TlsConfig.TlsVersion max = config.maxVersion() == null ? TlsConfig.TlsVersion.TLS13 : config.maxVersion();
        if (max.compareTo(min) < 0) {
            throw new HttpConfigException("tls_config: max_version %s is less than min_version %s".formatted(max, min));
        }
        Set<String> protocols = new LinkedHashSet<>();
        for (TlsConfig.TlsVersion version : VERSIONS) {
            if (version.compareTo(min) >= 0 && version.compareTo(max) <= 0) {
                protocols.add(version.protocol());
            }
        }
        return protocols;
    }

    /** Shows nothing: the key is in it. */
    @Override
    public String toString() {
        return "TlsMaterial";
    }
}
