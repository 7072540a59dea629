package tocsin.server.demo.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Slack's markup, as far as alerts use it: links, {@code <URL|text>} or a bare URL, and the three characters that it escapes.
 *
 * @see <a href="https://api.slack.com/reference/surfaces/formatting">Slack's formatting</a>
 */
public final class SlackMarkup {
    private static final Pattern LINK =
            Pattern.compile("<(https?://[^<>|\\s]+)(?:\\|([^<>]*))?>|(https?://[^<>|\\s]+)", Pattern.CASE_INSENSITIVE);

    private SlackMarkup() {}

    /** Without markup. */
    public static String plain(String marked) {
        return shown(marked, Function.identity(), (url, text) -> text.equals(url) ? url : text + " (" + url + ")");
    }

    /**
     * What is shown, piece by piece.
     *
     * @param text makes something of a text
     * @param link makes something of an http or https URL and what stands for it
     */
    public static String shown(String marked, Function<String, String> text, BiFunction<String, String, String> link) {
        List<String> pieces = new ArrayList<>();
        Matcher links = LINK.matcher(marked);
        int shownTo = 0;
        while (links.find()) {
            pieces.add(text.apply(unescaped(marked.substring(shownTo, links.start()))));
            String url = unescaped(links.group(1) == null ? links.group(3) : links.group(1));
            pieces.add(link.apply(url, links.group(2) == null ? url : unescaped(links.group(2))));
            shownTo = links.end();
        }
        pieces.add(text.apply(unescaped(marked.substring(shownTo))));
        return pieces.stream().collect(Collectors.joining());
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
