package tocsin.server.webconfig;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code tls_server_config}.
 *
 * @param clientCa null means none is named
 * @param allowedNames of client certificates, one of which must match exactly; null means that every name will do
 * @param protocols by the JDK's names, e.g. {@code TLSv1.3}
 * @param cipherSuites by the JDK's names, the preferred ones first
 * @param groups for the key exchange, by the JDK's names, the preferred ones first; empty means the JDK's own
 */
record TlsSettings(
        PemSource certificate,
        PemSource key,
        ClientCertificates clients,
        @Nullable PemSource clientCa,
        @Nullable Set<String> allowedNames,
        List<String> protocols,
        List<String> cipherSuites,
        List<String> groups) {
    TlsSettings {
        allowedNames = allowedNames == null ? null : Set.copyOf(allowedNames);
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        groups = List.copyOf(groups);
    }

    List<PemSource> sources() {
        return Stream.of(certificate, key, clientCa).flatMap(Stream::ofNullable).toList();
    }
}
