package tocsin.router.config;

import java.util.List;
import java.util.stream.Collectors;
import tocsin.config.Fields;

/** A key that takes one of a few words. */
final class Choice {
    private Choice() {}

    /** @param words in the order in which a message names them; the empty one is not named */
    static void read(Fields fields, String key, List<String> words) {
        fields.parsed(key, "", "", text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException("unknown `%s`; write one of %s".formatted(text, named(words)));
            }
            return text;
        });
    }

    private static String named(List<String> words) {
        return words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining(", "));
    }
}
