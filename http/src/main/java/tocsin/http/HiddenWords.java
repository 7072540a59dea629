package tocsin.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets of a request, which its answer may quote and no message may show: those of its {@code http_config}, those of the
 * call, and its URL when that is one. Error pages like to repeat the path that was asked for: whole, without its query, with
 * {@code &} as an entity, or only the part that they do not know. Immutable; any thread.
 */
public final class HiddenWords {
    public static final HiddenWords NONE = new HiddenWords(List.of());

    /** What is shorter is found by trying; and without each `1` a message would say nothing. */
    private static final int SHORTEST = 4;

    private static final int SHORTEST_PATH = 8;
    /** Longer than the words that paths are made of beside their secrets, such as `services` or `webhooks`. */
    private static final int SHORTEST_PART = 10;

    private final List<String> words;

    private HiddenWords(List<String> words) {
        this.words = words;
    }

    /** Those of a call, without the ones that a sender adds. */
    public static HiddenWords of(HttpCall call) {
        List<String> words = new ArrayList<>();
        call.secrets().forEach(secret -> words.add(secret.reveal()));
        addUrl(words, call);
        return NONE.and(words);
    }

    private static void addUrl(List<String> words, HttpCall call) {
        try {
            HttpUrl url = HttpUrl.parse(call.url());
            Secret userInfo = url.userInfo();
            if (userInfo != null) {
                words.addAll(ConfiguredHeaders.basic(userInfo).secrets());
            }
            if (call.secretUrl()) {
                addPath(words, url.pathAndQuery());
            }
        } catch (IllegalArgumentException neverSent) {
            // The whole is enough.
        }
        if (call.secretUrl()) {
            words.add(call.url());
        }
    }

    private static void addPath(List<String> words, String path) {
        addIfLong(words, path, SHORTEST_PATH);
        for (String part : path.split("[/?&=]", -1)) {
            addIfLong(words, part, SHORTEST_PART);
        }
    }

    private static void addIfLong(List<String> words, String word, int shortest) {
        if (word.length() >= shortest) {
            words.add(word);
        }
    }

    /** These and others. */
    public HiddenWords and(HiddenWords others) {
        return and(others.words);
    }

    HiddenWords and(List<String> others) {
        if (others.isEmpty()) {
            return this;
        }
        Set<String> all = new LinkedHashSet<>(words);
        all.addAll(others);
        return new HiddenWords(List.copyOf(all));
    }

    /** A text with {@code <redacted>} in their place, however JSON, HTML or a URL writes them. */
    public String without(String text) {
        String shown = text;
        for (String word : longestFirst()) {
            shown = shown.replace(word, SafeUrl.REDACTED);
        }
        return shown;
    }

    /** Else what is left of one that holds another would be shown. */
    private List<String> longestFirst() {
        return words.stream()
                .filter(word -> word.length() >= SHORTEST)
                .flatMap(HiddenWords::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> spellings(String word) {
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(word));
        String html = word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Stream.of(
                word,
                json,
                json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
                html,
                html.replace("\"", "&#34;").replace("'", "&#39;"),
                html.replace("\"", "&quot;").replace("'", "&#x27;"),
                URLEncoder.encode(word, StandardCharsets.UTF_8),
                URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return words.size() + " hidden words";
    }
}
