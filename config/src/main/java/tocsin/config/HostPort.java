package tocsin.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code host:port}.
 *
 * @param host without brackets; may be empty
 * @param port a number or the name of a service; never empty in what was parsed
 */
public record HostPort(String host, String port) {
    public HostPort {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
    }

    /**
     * Reads {@code host:port}, an IPv6 host in brackets.
     *
     * @return null for the empty text, which stands for none
     * @throws IllegalArgumentException when the text is something else
     */
    public static @Nullable HostPort parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw wrong(text, "missing port in address");
        }
        String host = host(text.substring(0, colon), text);
        if (colon == text.length() - 1) {
            throw wrong(text, "port cannot be empty");
        }
        return new HostPort(host, text.substring(colon + 1));
    }

    private static String host(String written, String text) {
        boolean bracketed = written.startsWith("[") && written.indexOf(']') == written.length() - 1;
        if (!bracketed && written.indexOf(':') >= 0) {
            throw wrong(text, "too many colons in address");
        }
        String host = bracketed ? written.substring(1, written.length() - 1) : written;
        if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw wrong(text, "unexpected bracket in address");
        }
        return host;
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                "address %s: %s; write host:port, an IPv6 host in brackets".formatted(withoutUser(text), what));
    }

    /** What stands before an {@code @} may be a user's password, which people write here too. */
    private static String withoutUser(String text) {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
