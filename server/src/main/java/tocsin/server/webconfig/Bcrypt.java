package tocsin.server.webconfig;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.IllegalBCryptFormatException;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Compares as upstream's bcrypt does: of a longer password the first 72 bytes count. */
final class Bcrypt implements PasswordComparison {
    private static final int MOST_BYTES = 72;

    @Override
    public boolean matches(byte[] password, PasswordHash hash) {
        BCrypt.HashData expected = parse(hash);
        boolean full = password.length >= MOST_BYTES;
        // A zero ends shorter passwords; there is no room for one behind 72 bytes.
        BCrypt.Version version = full ? BCrypt.Version.VERSION_2Y_NO_NULL_TERMINATOR : BCrypt.Version.VERSION_2Y;
        byte[] counted = full ? Arrays.copyOf(password, MOST_BYTES) : password;
        byte[] actual = BCrypt.with(version, LongPasswordStrategies.strict(version))
                .hashRaw(expected.cost, expected.rawSalt, counted)
                .rawHash;
        return MessageDigest.isEqual(expected.rawHash, actual);
    }

    private static BCrypt.HashData parse(PasswordHash hash) {
        try {
            return BCrypt.Version.VERSION_2Y.parser.parse(hash.reveal().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalBCryptFormatException e) {
            // Without the cause: it may quote the hash.
            throw new IllegalStateException("a bcrypt hash that was read cannot be used");
        }
    }
}
