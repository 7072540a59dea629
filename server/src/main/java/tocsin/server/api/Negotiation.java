package tocsin.server.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which media types a request sends and takes; this API speaks JSON only. */
final class Negotiation {
    private static final String JSON = "application/json";

    private Negotiation() {}

    /** @param contentType null when absent, which counts as {@code application/octet-stream} */
    static void requireJsonBody(@Nullable String contentType) {
        String type = contentType == null ? "application/octet-stream" : contentType;
        if (!mediaType(type).equals(JSON)) {
            throw ApiFailure.of(
                    415, "unsupported media type \"%s\", only [application/json] are allowed".formatted(type));
        }
    }

    /** @param accept null when absent: anything goes */
    static void requireJsonAccepted(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return;
        }
        for (String range : accept.split(",", -1)) {
            if (admitsJson(range)) {
                return;
            }
        }
        throw ApiFailure.of(406, "unsupported media type requested, only [application/json] are available");
    }

    private static boolean admitsJson(String range) {
        return switch (mediaType(range)) {
            case JSON, "application/*", "*/*" -> !isRefused(range);
            default -> false;
        };
    }

    /** A quality of zero means "not this one". */
    private static boolean isRefused(String range) {
        return range.replace(" ", "").matches("(?i).*;q=0(\\.0*)?(;.*)?");
    }

    private static String mediaType(String text) {
        int semicolon = text.indexOf(';');
        return (semicolon < 0 ? text : text.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }
}
