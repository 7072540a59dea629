package tocsin.server.api;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.model.Fingerprint;
import tocsin.model.LabelNames;
import tocsin.model.Labels;

/**
 * What is to be explained.
 *
 * @param fingerprint null when labels are given
 * @param labels empty when a fingerprint is given
 * @param at null for now
 */
record ExplainQuery(
        @Nullable Fingerprint fingerprint,
        Labels labels,
        @Nullable Instant at) {
    private static final Set<String> KNOWN = Set.of("fingerprint", "label", "at");

    /** @throws ApiFailure 400 when it cannot be understood */
    static ExplainQuery of(RoutingContext context) {
        MultiMap parameters = context.queryParams();
        refuseUnknown(parameters);
        QueryParameters query = QueryParameters.of(context);
        String fingerprint = query.text("fingerprint");
        List<String> labels = parameters.getAll("label");
        if (fingerprint.isEmpty() == labels.isEmpty()) {
            throw bad(
                    fingerprint.isEmpty()
                            ? "name an alert: fingerprint=0123456789abcdef, or label=name=value once for each of its labels"
                            : "give either fingerprint or label, not both");
        }
        Labels named = labels(labels);
        if (fingerprint.isEmpty() && named.isEmpty()) {
            throw bad("an alert needs at least one label that is not empty");
        }
        return new ExplainQuery(fingerprint.isEmpty() ? null : fingerprint(fingerprint), named, at(query.text("at")));
    }

    /** As those of {@code routes/match}. */
    static Labels labels(List<String> texts) {
        Labels.Builder labels = Labels.builder();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? "" : text.substring(0, equals);
            if (!LabelNames.UTF8.isValid(name)) {
                throw bad("label=%s is not a label; write label=name=value".formatted(text));
            }
            if (labels.get(name) != null) {
                throw bad("label %s is given twice".formatted(name));
            }
            labels.set(name, text.substring(equals + 1));
        }
        return withoutEmpty(labels.build());
    }

    /** An empty label is none, as in alerts that are posted. */
    private static Labels withoutEmpty(Labels labels) {
        return labels.keep(name -> !labels.getOrEmpty(name).isEmpty());
    }

    private static void refuseUnknown(MultiMap parameters) {
        Set<String> unknown = new TreeSet<>(parameters.names());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw bad(
                    "unknown parameter %s; there are fingerprint, label and at".formatted(String.join(", ", unknown)));
        }
    }

    private static Fingerprint fingerprint(String text) {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest(String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable Instant at(String text) {
        try {
            return text.isEmpty() ? null : ApiTime.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest("at: " + e.getMessage(), e);
        }
    }

    private static ApiFailure bad(String message) {
        return ApiFailure.of(400, message);
    }
}
