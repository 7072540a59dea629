package tocsin.notifiers.http;

import java.util.ArrayList;
import java.util.List;
import tocsin.http.HttpCall;
import tocsin.http.HttpUrl;
import tocsin.http.SafeUrl;

/**
 * The secrets of a request, which its answer may quote. Error pages like to repeat the path that was asked for: whole,
 * without its query, with {@code &} as an entity, or only the part that they do not know.
 */
final class HiddenWords {
    private static final int SHORTEST_PATH = 8;
    /** Longer than the words that paths are made of beside their secrets, such as `services` or `webhooks`. */
    private static final int SHORTEST_PART = 10;

    private final List<String> words = new ArrayList<>();

    private HiddenWords() {}

    /** @param secrets beside the URL, when that is one; empty ones hide nothing */
    static HiddenWords of(HttpCall call, List<String> secrets) {
        HiddenWords hidden = of(secrets);
        if (call.secretUrl()) {
            hidden.addUrl(call.url());
        }
        return hidden;
    }

    /** Without the URL, which whoever writes the text hides or shows. */
    static HiddenWords of(List<String> secrets) {
        HiddenWords hidden = new HiddenWords();
        secrets.stream().filter(secret -> !secret.isEmpty()).forEach(hidden.words::add);
        return hidden;
    }

    private void addUrl(String url) {
        String path = HttpUrl.parse(url).pathAndQuery();
        words.add(url);
        addIfLong(path, SHORTEST_PATH);
        for (String part : path.split("[/?&=]", -1)) {
            addIfLong(part, SHORTEST_PART);
        }
    }

    private void addIfLong(String word, int shortest) {
        if (word.length() >= shortest) {
            words.add(word);
        }
    }

    String without(String text) {
        String shown = text;
        for (String word : words) {
            shown = shown.replace(word, SafeUrl.REDACTED);
        }
        return shown;
    }
}
