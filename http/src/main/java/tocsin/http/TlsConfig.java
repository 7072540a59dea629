package tocsin.http;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code tls_config}.
 *
 * @param ca trusted instead of the system's roots, PEM; null means the system's roots
 * @param certificate shown to the server, PEM; null exactly when {@code key} is
 * @param key of the certificate, PEM
 * @param serverName expected in the server's certificate and sent as SNI; empty means the host of the URL
 */
public record TlsConfig(
        @Nullable SecretSource ca,
        @Nullable SecretSource certificate,
        @Nullable SecretSource key,
        String serverName,
        boolean insecureSkipVerify,
        @Nullable TlsVersion minVersion,
        @Nullable TlsVersion maxVersion) {

    /** The system's roots and no client certificate. */
    public static final TlsConfig SYSTEM = new TlsConfig(null, null, null, "", false, null, null);

    public TlsConfig {
        Objects.requireNonNull(serverName, "serverName");
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate needs its key, and a key its certificate");
        }
    }

    /** Versions by their names in {@code tls_config}. */
    public enum TlsVersion {
        TLS10("TLSv1"),
        TLS11("TLSv1.1"),
        TLS12("TLSv1.2"),
        TLS13("TLSv1.3");

        private final String protocol;

        TlsVersion(String protocol) {
            this.protocol = protocol;
        }

        /** The name that the JDK knows. */
        String protocol() {
            return protocol;
        }
    }
}
