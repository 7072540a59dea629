package tocsin.rules.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text like {@code host:port} or {@code [v6]:port} in its two parts.
 *
 * @param port may be empty
 */
record HostPort(String host, String port) {
    HostPort {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(port, "port");
    }

    /** Null for a text without a port, or with one colon too many, or with brackets elsewhere: it is all host. */
    static @Nullable HostPort split(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return null;
        }
        HostPort parts = text.startsWith("[") ? bracketed(text, colon) : plain(text, colon);
        return parts == null || hasBracket(parts.host) || hasBracket(parts.port) ? null : parts;
    }

    private static @Nullable HostPort bracketed(String text, int colon) {
        int end = text.indexOf(']');
        return end + 1 == colon ? new HostPort(text.substring(1, end), text.substring(colon + 1)) : null;
    }

    private static @Nullable HostPort plain(String text, int colon) {
        return text.indexOf(':') == colon ? new HostPort(text.substring(0, colon), text.substring(colon + 1)) : null;
    }

    private static boolean hasBracket(String text) {
        return text.indexOf('[') >= 0 || text.indexOf(']') >= 0;
    }

    static String withoutPort(String text) {
        HostPort parts = split(text);
        return parts == null ? text : parts.host;
    }

    /** Keeps the port, and leaves IP addresses alone. */
    static String withoutDomain(String text) {
        HostPort parts = split(text);
        String host = parts == null ? text : parts.host;
        if (IpAddresses.isAddress(host)) {
            return text;
        }
        int dot = host.indexOf('.');
        String first = dot < 0 ? host : host.substring(0, dot);
        return parts == null || parts.port.isEmpty() ? first : joined(first, parts.port);
    }

    private static String joined(String host, String port) {
        return host.indexOf(':') < 0 ? host + ':' + port : '[' + host + "]:" + port;
    }
}
