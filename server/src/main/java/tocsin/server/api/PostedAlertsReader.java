package tocsin.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.ingest.PostedAlert;

/**
 * Reads the body of {@code POST /api/v2/alerts} token by token. Not thread-safe: it shares strings between the bodies
 * that it reads.
 */
final class PostedAlertsReader {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();

    private final RecentStrings strings = new RecentStrings();
    private String[] pairs = new String[64];

    /** @throws ApiFailure when the body is not a list of alerts; what an alert may hold is judged elsewhere */
    List<PostedAlert> read(byte[] body) {
        if (body.length == 0) {
            throw ApiFailure.unprocessable(602, "alerts in body is required");
        }
        try {
            return parse(JSON.createParser(body));
        } catch (IOException e) {
            return readReplacingInvalidText(body, e);
        }
    }

    /** The library refuses bytes that are not UTF-8; upstream reads them as U+FFFD, and a page must not be lost for them. */
    private List<PostedAlert> readReplacingInvalidText(byte[] body, IOException first) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            throw notAlerts(first);
        }
        try {
            return parse(JSON.createParser(text));
        } catch (IOException e) {
            throw notAlerts(e);
        }
    }

    private static ApiFailure notAlerts(IOException e) {
        String reason = e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
        return ApiFailure.badRequest("parsing alerts body from \"\" failed, because " + reason, e);
    }

    private List<PostedAlert> parse(JsonParser json) throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw ApiFailure.unprocessable(602, "alerts in body is required");
        }
        if (first == JsonToken.VALUE_NULL) {
            return List.of();
        }
        expect(json, JsonToken.START_ARRAY, "a list of alerts");
        List<Draft> drafts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            drafts.add(alert(json));
        }
        List<PostedAlert> alerts = new ArrayList<>(drafts.size());
        for (int index = 0; index < drafts.size(); index++) {
            alerts.add(drafts.get(index).checked(index));
        }
        return alerts;
    }

    /** An alert as it stands in the body. All bodies must parse before any is judged. */
    private record Draft(
            @Nullable Labels labels,
            Annotations annotations,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            String generatorUrl) {
        static final Draft NULL = new Draft(null, Annotations.empty(), null, null, "");

        PostedAlert checked(int index) {
            if (!generatorUrl.isEmpty() && !isUri(generatorUrl)) {
                throw ApiFailure.unprocessable(
                        601, "%d.generatorURL in body must be of type uri: \"%s\"".formatted(index, generatorUrl));
            }
            if (labels == null) {
                throw ApiFailure.unprocessable(602, "%d.labels in body is required".formatted(index));
            }
            return new PostedAlert(labels, annotations, startsAt, endsAt, generatorUrl);
        }
    }

    /** An absolute path, or a scheme and a colon; no control characters. */
    private static boolean isUri(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return text.charAt(0) == '/' || startsWithScheme(text);
    }

    private static boolean startsWithScheme(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i > 0;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return false;
    }

    private Draft alert(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Draft.NULL;
        }
        expect(json, JsonToken.START_OBJECT, "an alert");
        Labels labels = null;
        Annotations annotations = Annotations.empty();
        Instant startsAt = null;
        Instant endsAt = null;
        String generatorUrl = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            boolean isNull = json.nextToken() == JsonToken.VALUE_NULL;
            switch (field) {
                case "labels" -> labels = isNull ? null : labels(json);
                case "annotations" -> annotations = isNull ? Annotations.empty() : annotations(json);
                case "startsAt" -> startsAt = isNull ? null : time(json);
                case "endsAt" -> endsAt = isNull ? null : time(json);
                case "generatorURL" -> generatorUrl = isNull ? "" : text(json);
                default -> json.skipChildren();
            }
        }
        return new Draft(labels, annotations, startsAt, endsAt, generatorUrl);
    }

    private Labels labels(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "an object of label names and values");
        int length = pairs(json);
        return Labels.ofPairs(pairs, length);
    }

    private Annotations annotations(JsonParser json) throws IOException {
        expect(json, JsonToken.START_OBJECT, "an object of annotation names and values");
        int length = pairs(json);
        return Annotations.ofPairs(pairs, length);
    }

    /** Reads an object of texts into the field of this name; gives the number of elements. */
    private int pairs(JsonParser json) throws IOException {
        int length = 0;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, length * 2);
            }
            pairs[length++] = strings.share(json.currentName());
            json.nextToken();
            pairs[length++] = strings.share(textOrEmpty(json));
        }
        return length;
    }

    private static @Nullable Instant time(JsonParser json) throws IOException {
        String text = text(json);
        try {
            return ApiTime.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest("parsing alerts body from \"\" failed, because " + e.getMessage(), e);
        }
    }

    private static String textOrEmpty(JsonParser json) throws IOException {
        return json.currentToken() == JsonToken.VALUE_NULL ? "" : text(json);
    }

    private static String text(JsonParser json) throws IOException {
        expect(json, JsonToken.VALUE_STRING, "a string");
        return json.getText();
    }

    private static void expect(JsonParser json, JsonToken token, String what) {
        if (json.currentToken() != token) {
            throw ApiFailure.badRequest(
                    "parsing alerts body from \"\" failed, because %s is wanted at line %d column %d, found %s"
                            .formatted(
                                    what,
                                    json.currentTokenLocation().getLineNr(),
                                    json.currentTokenLocation().getColumnNr(),
                                    found(json.currentToken())),
                    null);
        }
    }

    private static String found(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> "nothing";
        };
    }
}
