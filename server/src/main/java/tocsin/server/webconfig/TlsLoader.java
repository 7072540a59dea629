package tocsin.server.webconfig;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problems;

/** Opens the certificates and keys that the file names, and judges them. Blocks. */
final class TlsLoader {
    private final Instant now;
    private final Problems problems;

    TlsLoader(Instant now, Problems problems) {
        this.now = now;
        this.problems = problems;
    }

    /** Null when something cannot be used, with all problems added. */
    @Nullable
    LoadedTls load(TlsSettings settings) {
        List<X509Certificate> chain = read(settings.certificate(), Certificates::parse);
        List<X509Certificate> issuers =
                settings.clientCa() == null ? List.of() : read(settings.clientCa(), Certificates::parse);
        if (chain == null) {
            readAlone(settings.key());
            return null;
        }
        X509Certificate own = chain.get(0);
        warnOfDates(settings.certificate(), own);
        PrivateKey key = read(settings.key(), pem -> PrivateKeys.parse(pem, own));
        if (key != null && !PrivateKeys.fits(key, own)) {
            settings.key()
                    .error(
                            problems,
                            "is not the key of the certificate in `%s`; name the two that were made together"
                                    .formatted(settings.certificate().key()));
            return null;
        }
        return key == null || issuers == null ? null : loaded(settings, chain, key, issuers);
    }

    private @Nullable LoadedTls loaded(
            TlsSettings settings, List<X509Certificate> chain, PrivateKey key, List<X509Certificate> issuers) {
        try {
            KeyManagerFactory keys = KeyStores.keys(key, chain);
            Instant notAfter = chain.get(0).getNotAfter().toInstant();
            return new LoadedTls(settings, keys, trust(settings, issuers), notAfter);
        } catch (GeneralSecurityException e) {
            settings.certificate()
                    .error(
                            problems,
                            "certificate and key cannot be used: the chain must go from the server's"
                                    + " certificate to its issuer, in this order");
            return null;
        }
    }

    private static @Nullable ClientTrust trust(TlsSettings settings, List<X509Certificate> issuers)
            throws GeneralSecurityException {
        Set<String> allowed = settings.allowedNames();
        AllowedNames names = allowed == null ? null : new AllowedNames(allowed);
        if (settings.clients() == ClientCertificates.NONE) {
            return null;
        }
        return settings.clients().verified() ? ClientTrust.in(issuers, names) : ClientTrust.inAnybody(names);
    }

    private <T> @Nullable T read(PemSource source, Function<String, T> parser) {
        String pem = source.read(problems);
        if (pem == null) {
            return null;
        }
        try {
            return parser.apply(pem);
        } catch (IllegalArgumentException e) {
            source.error(problems, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** What can be said of a key without its certificate: whether there is one. */
    private void readAlone(PemSource key) {
        read(key, Pem::blocks);
    }

    private void warnOfDates(PemSource source, X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            source.warning(problems, "the certificate ended at %s; clients will refuse it".formatted(to));
        } else if (now.isBefore(from)) {
            source.warning(problems, "the certificate begins at %s only; clients will refuse it".formatted(from));
        }
    }
}
