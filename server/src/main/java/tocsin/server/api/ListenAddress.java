package tocsin.server.api;

import org.jspecify.annotations.Nullable;

/**
 * Where to listen.
 *
 * @param host {@code 0.0.0.0} for every interface
 */
public record ListenAddress(String host, int port) {
    /** @throws IllegalArgumentException when the text is not {@code host:port}; the message says what to write */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw notAddress(text, null);
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw notAddress(text, null);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > 65_535) {
                throw notAddress(text, null);
            }
            return new ListenAddress(host.isEmpty() ? "0.0.0.0" : host, port);
        } catch (NumberFormatException e) {
            throw notAddress(text, e);
        }
    }

    @Override
    public String toString() {
        return text(port);
    }

    /** As it is logged, with the port that was bound. */
    String text(int boundPort) {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + boundPort : host + ":" + boundPort;
    }

    private static IllegalArgumentException notAddress(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "`%s` is not an address to listen on; write HOST:PORT, [IPV6]:PORT or :PORT".formatted(text), cause);
    }
}
