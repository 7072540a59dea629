package tocsin.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** URLs as they may be shown. */
public final class SafeUrl {
    /** Stands for a URL that is a secret as a whole. */
    public static final String REDACTED = "<redacted>";

    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/?#]*@");
    private static final Pattern QUERY_VALUE = Pattern.compile("(?<=[?&])([^=&#]*=)?[^&#]+");

    private SafeUrl() {}

    /** The URL without user, password and the values of query parameters; nothing at all when it is a secret. */
    public static String of(String url, boolean secret) {
        return secret ? REDACTED : withoutSecrets(url);
    }

    private static String withoutSecrets(String url) {
        String anonymous = USER_INFO.matcher(url).replaceFirst("$1xxxxx@");
        return QUERY_VALUE.matcher(anonymous).replaceAll(match -> hideValue(match.group(1)));
    }

    private static String hideValue(@Nullable String name) {
        return name == null ? REDACTED : Matcher.quoteReplacement(name) + REDACTED;
    }
}
