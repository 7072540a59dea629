package tocsin.server.api;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.ingest.PostedAlert;

/**
 * Reads the body of {@code POST /api/v2/alerts} token by token. Not thread-safe: it shares strings between the bodies
 * that it reads.
 */
final class PostedAlertsReader {
    private static final FieldNames FIELDS =
            FieldNames.of("labels", "annotations", "startsAt", "endsAt", "generatorURL");

    private final RecentStrings strings = new RecentStrings();
    private String[] pairs = new String[64];

    /** @throws ApiFailure when the body is not a list of alerts; what an alert may hold is judged elsewhere */
    List<PostedAlert> read(byte[] body) {
        return JsonInput.read(body, "alerts", this::alerts);
    }

    private List<PostedAlert> alerts(JsonInput json) throws IOException {
        if (json.isNull()) {
            return List.of();
        }
        json.expectList("a list of alerts");
        List<PostedAlert> alerts = new ArrayList<>();
        ApiFailure refused = null;
        for (int index = 0; json.nextElement(); index++) {
            Draft draft = alert(json);
            refused = refused == null ? draft.problem(index) : refused;
            if (refused == null) {
                alerts.add(draft.alert());
            } else {
                alerts.clear();
            }
        }
        if (refused != null) {
            throw refused;
        }
        return alerts;
    }

    /**
     * An alert as it stands in the body. All of the body must parse before it is refused for an alert, but nothing of it is
     * kept then: three bytes of it would become thirty.
     */
    private record Draft(
            @Nullable Labels labels,
            Annotations annotations,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            String generatorUrl) {
        static final Draft NULL = new Draft(null, Annotations.empty(), null, null, "");

        @Nullable
        ApiFailure problem(int index) {
            if (!generatorUrl.isEmpty() && !isUri(generatorUrl)) {
                return ApiFailure.unprocessable(
                        601, "%d.generatorURL in body must be of type uri: \"%s\"".formatted(index, generatorUrl));
            }
            return labels == null
                    ? ApiFailure.unprocessable(602, "%d.labels in body is required".formatted(index))
                    : null;
        }

        /** Of one without problem. */
        PostedAlert alert() {
            return new PostedAlert(Objects.requireNonNull(labels), annotations, startsAt, endsAt, generatorUrl);
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

    private Draft alert(JsonInput json) throws IOException {
        if (json.isNull()) {
            return Draft.NULL;
        }
        json.expectObject("an alert");
        Labels labels = null;
        Annotations annotations = Annotations.empty();
        Instant startsAt = null;
        Instant endsAt = null;
        String generatorUrl = "";
        for (String field = json.nextField(FIELDS); field != null; field = json.nextField(FIELDS)) {
            boolean isNull = json.isNull();
            switch (field) {
                case "labels" -> labels = isNull ? null : labels(json);
                case "annotations" -> annotations = isNull ? Annotations.empty() : annotations(json);
                case "startsAt" -> startsAt = isNull ? null : json.time();
                case "endsAt" -> endsAt = isNull ? null : json.time();
                case "generatorURL" -> generatorUrl = json.textOrEmpty();
                default -> json.skip();
            }
        }
        return new Draft(labels, annotations, startsAt, endsAt, generatorUrl);
    }

    private Labels labels(JsonInput json) throws IOException {
        json.expectObject("an object of label names and values");
        int length = pairs(json);
        return Labels.ofPairs(pairs, length);
    }

    private Annotations annotations(JsonInput json) throws IOException {
        json.expectObject("an object of annotation names and values");
        int length = pairs(json);
        return Annotations.ofPairs(pairs, length);
    }

    /** Reads an object of texts into the field of this name; gives the number of elements. */
    private int pairs(JsonInput json) throws IOException {
        int length = 0;
        for (String name = json.nextField(); name != null; name = json.nextField()) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, length * 2);
            }
            pairs[length++] = strings.share(name);
            pairs[length++] = strings.share(json.textOrEmpty());
        }
        return length;
    }
}
