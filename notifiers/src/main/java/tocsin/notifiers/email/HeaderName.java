package tocsin.notifiers.email;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of mail headers, which are the same in any case. */
final class HeaderName {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private HeaderName() {}

    /** {@code x-foo} is {@code X-Foo}; what is no header name stays as it is. */
    static String canonical(String name) {
        if (!TOKEN.matcher(name).matches()) {
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
