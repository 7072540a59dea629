package tocsin.evaluator.send;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The link from an alert to the graph of its expression, as Prometheus makes it. */
public final class GeneratorUrl {
    private static final String PLAIN = "-_.~";
    private static final String HEX = "0123456789ABCDEF";
    private static final Pattern PARAMETERS = Pattern.compile("[?#].*$", Pattern.DOTALL);
    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/]*@");

    private static final Pattern SLASHES = Pattern.compile("/+$");

    private GeneratorUrl() {}

    /**
     * @param externalUrl where a person opens the data source, with or without a slash at its end. User, password and
     *     parameters are left out: the link goes into every notification.
     * @param expression in its canonical print
     */
    public static String of(String externalUrl, String expression) {
        StringBuilder url = new StringBuilder(base(externalUrl)).append("/graph?g0.expr=");
        for (byte b : expression.getBytes(StandardCharsets.UTF_8)) {
            appendEscaped(url, b & 0xFF);
        }
        return url.append("&g0.tab=1").toString();
    }

    /** The URL without user, password, parameters and slashes at its end: what notifications may show. */
    public static String base(String externalUrl) {
        String shown = USER_INFO
                .matcher(PARAMETERS.matcher(externalUrl).replaceFirst(""))
                .replaceFirst("$1");
        return SLASHES.matcher(shown).replaceFirst("");
    }

    private static void appendEscaped(StringBuilder url, int unit) {
        if (unit == ' ') {
            url.append('+');
        } else if (isPlain(unit)) {
            url.append((char) unit);
        } else {
            url.append('%').append(HEX.charAt(unit >> 4)).append(HEX.charAt(unit & 0xF));
        }
    }

    private static boolean isPlain(int unit) {
        return (unit >= 'A' && unit <= 'Z')
                || (unit >= 'a' && unit <= 'z')
                || (unit >= '0' && unit <= '9')
                || PLAIN.indexOf(unit) >= 0;
    }
}
