package tocsin.server.webconfig;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges the certificates of clients: by their issuer when there is one to trust, then by their names. */
final class ClientTrust extends X509ExtendedTrustManager {
    private final @Nullable X509ExtendedTrustManager issuers;
    private final @Nullable AllowedNames names;

    private ClientTrust(@Nullable X509ExtendedTrustManager issuers, @Nullable AllowedNames names) {
        this.issuers = issuers;
        this.names = names;
    }

    /** Whoever issued it. */
    static ClientTrust inAnybody(@Nullable AllowedNames names) {
        return new ClientTrust(null, names);
    }

    /** @param certificates of issuers; empty means those that this JVM trusts */
    static ClientTrust in(List<X509Certificate> certificates, @Nullable AllowedNames names)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates.isEmpty() ? null : KeyStores.of(certificates));
        X509ExtendedTrustManager issuers = Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this JVM verifies no certificates"));
        return new ClientTrust(issuers, names);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        if (issuers != null) {
            issuers.checkClientTrusted(chain, type);
        }
        checkNames(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        if (issuers != null) {
            issuers.checkClientTrusted(chain, type, socket);
        }
        checkNames(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (issuers != null) {
            issuers.checkClientTrusted(chain, type, engine);
        }
        checkNames(chain);
    }

    private void checkNames(X509Certificate[] chain) throws CertificateException {
        if (names != null && !names.allow(chain[0])) {
            throw new CertificateException("no name of the client's certificate is among client_allowed_sans");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw onlyClients();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw onlyClients();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw onlyClients();
    }

    private static CertificateException onlyClients() {
        return new CertificateException("judges clients only");
    }

    /** Told to clients, so that they know which of their certificates to show. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return issuers == null ? new X509Certificate[0] : issuers.getAcceptedIssuers();
    }
}
