package tocsin.server.demo.page;

import java.net.URI;
import java.net.URISyntaxException;

/** Makes texts from outside harmless between tags and in quoted attributes. */
final class Html {
    private Html() {}

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A link where the URL is one of http or https, otherwise the text alone. */
    static String link(String url, String text) {
        return leadsToTheWeb(url)
                ? "<a href=\"%s\" target=\"_blank\" rel=\"noopener noreferrer\">%s</a>".formatted(text(url), text(text))
                : text(text);
    }

    /** Judged by its scheme: what a browser would run instead begins otherwise. */
    private static boolean leadsToTheWeb(String url) {
        try {
            String scheme = new URI(url).getScheme();
            return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
