package tocsin.router.config;

/** Which texts are {@code host:port}. */
final class HostPort {
    private HostPort() {}

    /** @throws IllegalArgumentException when the text is neither empty nor {@code host:port} */
    static String require(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw wrong(text, "missing port in address");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.indexOf(']') == host.length() - 1) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw wrong(text, "too many colons in address");
        }
        if (host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw wrong(text, "unexpected bracket in address");
        }
        if (colon == text.length() - 1) {
            throw wrong(text, "port cannot be empty");
        }
        return text;
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                "address %s: %s; write host:port, an IPv6 host in brackets".formatted(text, what));
    }
}
