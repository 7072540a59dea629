package tocsin.server.api;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Small JSON texts. */
final class JsonText {
    private JsonText() {}

    static String quote(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
