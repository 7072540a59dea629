package tocsin.server.webconfig;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a client sent as its name and password. Shows no password. */
final class BasicCredentials {
    private static final String SCHEME = "Basic ";

    private final String user;
    private final byte[] password;

    private BasicCredentials(String user, byte[] password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Reads a header {@code Authorization}.
     *
     * @return null when it is absent or something else
     */
    static @Nullable BasicCredentials of(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
        int colon = 0;
        while (colon < decoded.length && decoded[colon] != ':') {
            colon++;
        }
        return colon == decoded.length
                ? null
                : new BasicCredentials(
                        new String(decoded, 0, colon, StandardCharsets.UTF_8),
                        Arrays.copyOfRange(decoded, colon + 1, decoded.length));
    }

    String user() {
        return user;
    }

    /** The password itself: to compare it, never for a message. Not copied. */
    byte[] password() {
        return password;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BasicCredentials credentials
                && user.equals(credentials.user)
                && Arrays.equals(password, credentials.password);
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, Arrays.hashCode(password));
    }

    @Override
    public String toString() {
        return user;
    }
}
