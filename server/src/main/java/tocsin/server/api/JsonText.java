package tocsin.server.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Small JSON texts. */
final class JsonText {
    private JsonText() {}

    static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Halves of surrogate pairs become U+FFFD, as Go reads them: nobody could write them out again. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
