package tocsin.notifiers.email;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of mail headers, which are the same in any case. */
final class HeaderName {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Set<String> OF_THE_BODY = Set.of("Content-Type", "Content-Transfer-Encoding", "Mime-Version");

    private HeaderName() {}

    private static boolean isName(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Whether a header can be named so, and is not one by which the body is read. */
    static boolean isConfigurable(String canonical) {
        return isName(canonical) && !OF_THE_BODY.contains(canonical);
    }

    /** {@code x-foo} is {@code X-Foo}; what is no header name stays as it is. */
    static String canonical(String name) {
        if (!isName(name)) {
            return name;
        }
        StringBuilder canonical = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < name.length(); i++) {
            if (i == 0 || name.charAt(i - 1) == '-') {
                canonical.setCharAt(i, Character.toUpperCase(canonical.charAt(i)));
            }
        }
        return canonical.toString();
    }
}
