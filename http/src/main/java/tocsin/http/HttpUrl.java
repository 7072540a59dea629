package tocsin.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL in the parts that a request needs. More lenient than {@link URI}: characters that
 * people leave unescaped in paths and queries are escaped, not refused.
 *
 * @param host lower case, without brackets
 * @param pathAndQuery begins with a slash; escaped
 */
public record HttpUrl(String scheme, @Nullable Secret userInfo, String host, int port, String pathAndQuery) {
    private static final int MAX_PORT = 65535;

    public HttpUrl {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(pathAndQuery, "pathAndQuery");
    }

    /** @throws IllegalArgumentException with what is wrong, not repeating the URL, which may hold secrets */
    public static HttpUrl parse(String text) {
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("not an absolute http or https URL; write e.g. `https://host/path`");
        }
        int start = colon + 3;
        int end = endOfAuthority(text, start);
        String authority = text.substring(start, end);
        if (authority.indexOf('\\') >= 0) {
            // Some readers take it for a slash: two would disagree about the host.
            throw new IllegalArgumentException("the URL has a backslash before its path");
        }
        int at = authority.lastIndexOf('@');
        Secret userInfo = at < 0 ? null : new Secret(authority.substring(0, at));
        String hostAndPort = authority.substring(at + 1);
        int portColon = hostAndPort.lastIndexOf(':');
        boolean hasPort = portColon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, portColon) : hostAndPort;
        int port = hasPort ? port(hostAndPort.substring(portColon + 1), scheme) : defaultPort(scheme);
        return new HttpUrl(scheme, userInfo, host(host), port, escapedPath(text.substring(end)));
    }

    boolean secure() {
        return scheme.equals("https");
    }

    boolean sameHostAs(HttpUrl other) {
        return host.equals(other.host);
    }

    /**
     * Where a {@code Location} header leads.
     *
     * @throws IllegalArgumentException when it is no http or https URL
     */
    HttpUrl resolve(String location) {
        if (location.startsWith("//")) {
            return parse(scheme + ":" + location);
        }
        if (location.matches("(?s)[a-zA-Z][a-zA-Z0-9+.-]*:.*")) {
            return parse(location);
        }
        String target = URI.create(pathAndQuery).resolve(escaped(location)).toString();
        return new HttpUrl(scheme, userInfo, host, port, escapedPath(target));
    }

    /** Scheme, host and port: what may be shown. */
    String origin() {
        return scheme + "://" + (host.contains(":") ? "[" + host + "]" : host)
                + (port == defaultPort(scheme) ? "" : ":" + port);
    }

    /** As it may be shown. */
    @Override
    public String toString() {
        return SafeUrl.of(origin() + pathAndQuery, false);
    }

    private static int endOfAuthority(String text, int start) {
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    private static int port(String digits, String scheme) {
        if (digits.isEmpty()) {
            return defaultPort(scheme);
        }
        if (digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= MAX_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("the URL's port is not a number from 1 to 65535");
    }

    private static String host(String text) {
        String host = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the URL has no host");
        }
        if (host.chars().anyMatch(c -> c <= ' ' || "<>\"{}|^`%[]".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("the URL's host has a character that no host has");
        }
        return host.toLowerCase(Locale.ROOT);
    }

    private static String escapedPath(String rest) {
        int fragment = rest.indexOf('#');
        String path = fragment < 0 ? rest : rest.substring(0, fragment);
        return escaped(path.startsWith("/") ? path : "/" + path);
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> {
            if (codePoint > ' ' && codePoint < 0x7F && "\"<>\\^`{|}".indexOf(codePoint) < 0) {
                result.appendCodePoint(codePoint);
            } else {
                for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                    result.append("%%%02X".formatted(b & 0xFF));
                }
            }
        });
        return result.toString();
    }
}
