package tocsin.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which texts are absolute http or https URLs, as Go's parser sees them: spaces are fine in a path and not in a host,
 * which {@link java.net.URI} sees differently. Messages never hold the text, as it may be a secret.
 */
public final class UrlSyntax {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");
    private static final Pattern USER_INFO = Pattern.compile("[a-zA-Z0-9\\-._:~!$&'()*+,;=%@]*");
    private static final Pattern HOST = Pattern.compile("(\\[[^\\]]+\\]|[^\\[\\]:]*)(:[0-9]*)?");
    private static final Pattern HOST_CHARACTERS = Pattern.compile(
            "(?:[a-zA-Z0-9\\-_.~!$&'()*+,;=:\\[\\]<>\"\\x{80}-\\x{10FFFF}]|%25|%[89a-fA-F][0-9a-fA-F])*");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private UrlSyntax() {}

    /** @throws IllegalArgumentException when the text is not such a URL */
    public static String require(String text) {
        if (text.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            throw new IllegalArgumentException("URL holds a control character");
        }
        int colon = text.indexOf(':');
        String scheme = colon < 0 ? "" : text.substring(0, colon);
        requireScheme(SCHEME.matcher(scheme).matches() ? scheme : "");
        String rest = text.substring(colon + 1);
        if (!rest.startsWith("//")) {
            throw missingHost();
        }
        requireAuthority(rest.substring(2, endOfAuthority(rest)));
        requireEscapes(rest.substring(endOfAuthority(rest)));
        return text;
    }

    /** Like {@link #require}; the placeholder that stands for a secret in printed files is accepted too. */
    public static String requireSecret(String text) {
        return text.equals("<secret>") ? text : require(text);
    }

    private static void requireScheme(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (!lower.equals("http") && !lower.equals("https")) {
            throw new IllegalArgumentException("unsupported scheme for URL; write http:// or https:// in front");
        }
    }

    private static int endOfAuthority(String rest) {
        int end = 2;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static void requireAuthority(String authority) {
        int at = authority.lastIndexOf('@');
        String userInfo = authority.substring(0, Math.max(at, 0));
        if (!USER_INFO.matcher(userInfo).matches()
                || BAD_ESCAPE.matcher(userInfo).find()) {
            throw new IllegalArgumentException("URL has invalid user information; percent-encode special characters");
        }
        String host = authority.substring(at + 1);
        if (host.isEmpty()) {
            throw missingHost();
        }
        if (!HOST_CHARACTERS.matcher(host).matches()) {
            throw new IllegalArgumentException("URL has an invalid character in its host name");
        }
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("URL has an invalid port; write a number after `host:`");
        }
    }

    private static void requireEscapes(String rest) {
        int query = rest.indexOf('?');
        int fragment = rest.indexOf('#');
        int pathEnd = fragment < 0 ? rest.length() : fragment;
        String path = rest.substring(0, query >= 0 && query < pathEnd ? query : pathEnd);
        String tail = fragment < 0 ? "" : rest.substring(fragment);
        if (BAD_ESCAPE.matcher(path).find() || BAD_ESCAPE.matcher(tail).find()) {
            throw new IllegalArgumentException("URL has an invalid percent escape; write %25 for a percent sign");
        }
    }

    private static IllegalArgumentException missingHost() {
        return new IllegalArgumentException("missing host for URL; write e.g. https://host/path");
    }
}
