package tocsin.server.webconfig;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads unencrypted private keys in the forms in which tools write them: {@code PRIVATE KEY} (PKCS#8), {@code RSA PRIVATE
 * KEY} (PKCS#1) and {@code EC PRIVATE KEY} (SEC 1). The JDK reads only the first; the others are what stands inside of it,
 * so they get its envelope. No message repeats anything of a key.
 */
final class PrivateKeys {
    private static final String SUFFIX = "PRIVATE KEY";
    private static final byte[] VERSION_0 = {2, 1, 0};
    /** The object identifier rsaEncryption, 1.2.840.113549.1.1.1, and a null. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** id-ecPublicKey, 1.2.840.10045.2.1; the curve follows. */
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private static final int OCTETS = 0x04;
    private static final int SEQUENCE = 0x30;

    private PrivateKeys() {}

    /**
     * The first private key of a PEM text.
     *
     * @param owner whose key it should be: a key does not always say what curve it is of
     * @throws IllegalArgumentException when there is none that can be used; the message says what to do
     */
    static PrivateKey parse(String pem, X509Certificate owner) {
        List<Pem.Block> keys = Pem.blocks(pem).stream()
                .filter(block -> block.kind().endsWith(SUFFIX))
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "holds no private key; it must have a block that begins with `-----BEGIN PRIVATE KEY-----`");
        }
        Pem.Block key = keys.get(0);
        if (key.encrypted()) {
            throw new IllegalArgumentException(
                    "is encrypted, and there is nobody to type its password; write it out with `openssl pkey -in KEY -out"
                            + " PLAINKEY` and protect it by the permissions of the file");
        }
        try {
            return decode(key, owner.getPublicKey());
        } catch (GeneralSecurityException e) {
            // Without the cause's text: it may hold a piece of the key.
            throw new IllegalArgumentException("is not a key of the kind of its certificate (%s)"
                    .formatted(owner.getPublicKey().getAlgorithm()));
        }
    }

    private static PrivateKey decode(Pem.Block key, PublicKey of) throws GeneralSecurityException {
        byte[] pkcs8 = switch (key.kind()) {
            case "RSA PRIVATE KEY" -> envelope(RSA, key.content());
            case "EC PRIVATE KEY" -> envelope(join(EC, curve(of)), key.content());
            default -> key.content();
        };
        return KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /** The curve's object identifier, which ends the algorithm at the start of an encoded public key. */
    private static byte[] curve(PublicKey key) throws GeneralSecurityException {
        if (!(key instanceof ECPublicKey)) {
            throw new GeneralSecurityException("an EC key for another kind of certificate");
        }
        byte[] encoded = key.getEncoded();
        int start = encoded[1] < 0 ? 2 + (encoded[1] & 0x7F) : 2;
        int length = encoded[start + 1];
        return Arrays.copyOfRange(encoded, start + 2 + EC.length, start + 2 + length);
    }

    private static byte[] envelope(byte[] algorithm, byte[] key) {
        return element(SEQUENCE, join(VERSION_0, element(SEQUENCE, algorithm), element(OCTETS, key)));
    }

    private static byte[] element(int tag, byte[] content) {
        return join(new byte[] {(byte) tag}, length(content.length), content);
    }

    /** The shortest form, which is the only right one. */
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

    /** Whether what the key signs is what the certificate verifies. */
    static boolean fits(PrivateKey key, X509Certificate certificate) {
        String algorithm = signature(certificate.getPublicKey().getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        byte[] text = {1, 2, 3};
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(text);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static @Nullable String signature(String keyAlgorithm) {
        return switch (keyAlgorithm) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            case "EdDSA", "Ed25519", "Ed448" -> "EdDSA";
            default -> null;
        };
    }
}
