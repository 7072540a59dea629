package tocsin.server.webconfig;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads the certificates of PEM texts. */
final class Certificates {
    private static final String KIND = "CERTIFICATE";

    private Certificates() {}

    /**
     * All certificates of a text, in its order.
     *
     * @throws IllegalArgumentException when there is none, or one that cannot be read
     */
    static List<X509Certificate> parse(String pem) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem.Block block : Pem.blocks(pem)) {
            if (block.kind().equals(KIND)) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    "holds no certificate; it must have a block that begins with `-----BEGIN CERTIFICATE-----`");
        }
        return certificates;
    }

    private static X509Certificate certificate(Pem.Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("holds a damaged certificate", e);
        }
    }
}
