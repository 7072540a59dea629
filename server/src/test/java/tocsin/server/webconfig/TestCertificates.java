package tocsin.server.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes certificates: the JDK reads them, but writes none. */
public final class TestCertificates {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_WITH_SHA256 = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02};
    private static final byte[] SHA256_WITH_RSA = {
        0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x0B
    };
    private static final byte[] COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] ALTERNATIVE_NAMES = {0x55, 0x1D, 0x11};
    private static final byte[] BASIC_CONSTRAINTS = {0x55, 0x1D, 0x13};

    private TestCertificates() {}

    /** A certificate with its key. */
    public record Issued(X509Certificate certificate, PrivateKey key) {
        public String certificatePem() throws GeneralSecurityException {
            return pem("CERTIFICATE", certificate.getEncoded());
        }

        public String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        /** What stands inside of PKCS#8: the form of the tools of one kind of key. */
        String oldKeyPem() {
            byte[] pkcs8 = key.getEncoded();
            int version = start(pkcs8, 0);
            int algorithm = end(pkcs8, version);
            int octets = end(pkcs8, algorithm);
            byte[] inside = Arrays.copyOfRange(pkcs8, start(pkcs8, octets), end(pkcs8, octets));
            return pem(key.getAlgorithm() + " PRIVATE KEY", inside);
        }
    }

    public static Issued selfSigned(String name, String... alternativeNames) throws GeneralSecurityException {
        return issue(keys("EC"), name, null, Instant.now().plus(Duration.ofDays(1)), alternativeNames);
    }

    public static Issued rsa(String name, String... alternativeNames) throws GeneralSecurityException {
        return issue(keys("RSA"), name, null, Instant.now().plus(Duration.ofDays(1)), alternativeNames);
    }

    static Issued issuedBy(Issued issuer, String name, String... alternativeNames) throws GeneralSecurityException {
        return issue(keys("EC"), name, issuer, Instant.now().plus(Duration.ofDays(1)), alternativeNames);
    }

    static Issued until(Instant end, String name) throws GeneralSecurityException {
        return issue(keys("EC"), name, null, end);
    }

    static String pem(String kind, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
        return generator.generateKeyPair();
    }

    /** @param alternativeNames {@code dns:}, {@code email:}, {@code uri:} or {@code ip:} and the name */
    private static Issued issue(
            KeyPair keys, String name, @Nullable Issued issuer, Instant end, String... alternativeNames)
            throws GeneralSecurityException {
        PrivateKey signer = issuer == null ? keys.getPrivate() : issuer.key();
        boolean rsa = signer.getAlgorithm().equals("RSA");
        byte[] algorithm =
                rsa ? element(0x30, oid(SHA256_WITH_RSA), element(5)) : element(0x30, oid(ECDSA_WITH_SHA256));
        byte[] issuerName = issuer == null
                ? name(name)
                : issuer.certificate().getSubjectX500Principal().getEncoded();
        byte[] signed = element(
                0x30,
                element(0xA0, element(2, new byte[] {2})),
                element(2, new byte[] {1, 2, 3}),
                algorithm,
                issuerName,
                element(0x30, time(end.minus(Duration.ofDays(30))), time(end)),
                name(name),
                keys.getPublic().getEncoded(),
                element(0xA3, element(0x30, extensions(issuer == null, List.of(alternativeNames)))));
        Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(signer);
        signature.update(signed);
        byte[] encoded = element(0x30, signed, algorithm, element(3, join(new byte[] {0}, signature.sign())));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        return new Issued(certificate, keys.getPrivate());
    }

    private static byte[] extensions(boolean authority, List<String> names) {
        byte[] constraints = element(
                0x30,
                oid(BASIC_CONSTRAINTS),
                element(4, authority ? element(0x30, element(1, new byte[] {-1})) : element(0x30)));
        return names.isEmpty()
                ? constraints
                : join(
                        constraints,
                        element(0x30, oid(ALTERNATIVE_NAMES), element(4, element(0x30, alternatives(names)))));
    }

    private static byte[] alternatives(List<String> names) {
        return join(names.stream().map(TestCertificates::alternative).toArray(byte[][]::new));
    }

    private static byte[] alternative(String name) {
        int colon = name.indexOf(':');
        String text = name.substring(colon + 1);
        return switch (name.substring(0, colon)) {
            case "email" -> element(0x81, text.getBytes(UTF_8));
            case "dns" -> element(0x82, text.getBytes(UTF_8));
            case "uri" -> element(0x86, text.getBytes(UTF_8));
            default -> element(0x87, address(text));
        };
    }

    private static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static byte[] name(String name) {
        return element(0x30, element(0x31, element(0x30, oid(COMMON_NAME), element(0x0C, name.getBytes(UTF_8)))));
    }

    private static byte[] time(Instant time) {
        return element(0x18, TIME.format(time).getBytes(UTF_8));
    }

    private static byte[] oid(byte[] content) {
        return element(6, content);
    }

    private static byte[] element(int tag, byte[]... parts) {
        byte[] content = join(parts);
        return join(new byte[] {(byte) tag}, length(content.length), content);
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** Where the content of the element at an index begins. */
    private static int start(byte[] encoded, int at) {
        return encoded[at + 1] < 0 ? at + 2 + (encoded[at + 1] & 0x7F) : at + 2;
    }

    private static int end(byte[] encoded, int at) {
        int start = start(encoded, at);
        int length = 0;
        for (int i = at + 2; i < start; i++) {
            length = (length << 8) | (encoded[i] & 0xFF);
        }
        return start + (start == at + 2 ? encoded[at + 1] : length);
    }
}
