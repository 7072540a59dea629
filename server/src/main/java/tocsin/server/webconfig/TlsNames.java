package tocsin.server.webconfig;

import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import tocsin.config.NearestName;

/** Go's names for what TLS negotiates, and what this JVM can do of it. */
final class TlsNames {
    /** From the oldest to the newest. */
    static final Map<String, String> VERSIONS =
            inOrder("TLS10", "TLSv1", "TLS11", "TLSv1.1", "TLS12", "TLSv1.2", "TLS13", "TLSv1.3");

    /** By the names of {@code curve_preferences}. */
    static final Map<String, String> CURVES =
            inOrder("CurveP256", "secp256r1", "CurveP384", "secp384r1", "CurveP521", "secp521r1", "X25519", "x25519");

    /** Cannot be chosen: Go always offers all of them. */
    static final List<String> TLS13_SUITES =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /**
     * Up to TLS 1.2, the preferred ones first: Go's order, which counts whatever the order in the file is.
     *
     * @see <a href="https://pkg.go.dev/crypto/tls#CipherSuites">CipherSuites in Go</a>
     */
    static final List<String> TLS12_SUITES = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

    /** Once taken by Go, and still in files: without forward secrecy. Only when named. */
    static final List<String> OLD_SUITES = List.of(
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA");

    private TlsNames() {}

    /** Which versions this JVM's security settings leave on. */
    static Set<String> usableVersions() {
        return Set.of(context().getDefaultSSLParameters().getProtocols());
    }

    static Set<String> usableSuites() {
        SSLParameters supported = context().getSupportedSSLParameters();
        return Set.of(supported.getCipherSuites());
    }

    /** {@code ; did you mean `X`?}, or nothing; whatever the case. */
    static String hint(String written, Collection<String> known) {
        Map<String, String> byLowerCase = new LinkedHashMap<>();
        known.forEach(name -> byLowerCase.put(name.toLowerCase(Locale.ROOT), name));
        String nearest = NearestName.of(written, byLowerCase.keySet());
        return nearest == null ? "" : "; did you mean `%s`?".formatted(byLowerCase.get(nearest));
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    private static Map<String, String> inOrder(String... namesAndMeanings) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndMeanings.length; i += 2) {
            map.put(namesAndMeanings[i], namesAndMeanings[i + 1]);
        }
        return map;
    }
}
