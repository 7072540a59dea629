package tocsin.server.api;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.model.Fingerprint;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.FlushRecord;
import tocsin.state.history.HistorySearch;

/**
 * Which notifications are asked for. Texts are empty when anything will do.
 *
 * @param integration {@code receiver/kind/index}
 * @param alert one that stands in the record; null for any
 * @param after where the page before ended; null for the first
 * @param limit at least 1
 */
record NotificationsQuery(
        String receiver,
        String integration,
        String outcome,
        @Nullable Fingerprint alert,
        String groupKey,
        Instant from,
        Instant to,
        int limit,
        @Nullable Cursor after) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int GREATEST_LIMIT = 1_000;
    private static final Set<String> KNOWN =
            Set.of("receiver", "integration", "outcome", "fingerprint", "groupKey", "from", "to", "limit", "cursor");

    /**
     * A place among records and the decisions in them.
     *
     * @param record the number of the next record; those below it follow
     * @param decision the first that was not yet looked at in it
     */
    record Cursor(long record, int decision) {
        static Cursor parse(String text) {
            if (!text.matches("\\d{1,18}-\\d{1,9}")) {
                throw ApiFailure.of(400, "cursor: `%s` is none; take `next` of the page before".formatted(text));
            }
            int hyphen = text.indexOf('-');
            return new Cursor(Long.parseLong(text.substring(0, hyphen)), Integer.parseInt(text.substring(hyphen + 1)));
        }

        @Override
        public String toString() {
            return record + "-" + decision;
        }
    }

    /** @throws ApiFailure 400 when it cannot be understood */
    static NotificationsQuery of(RoutingContext context) {
        refuseUnknown(context.queryParams());
        QueryParameters query = QueryParameters.of(context);
        String outcome = query.text("outcome");
        if (!outcome.isEmpty() && !NotificationJson.OUTCOMES.contains(outcome)) {
            throw ApiFailure.of(
                    400,
                    "outcome: `%s` is none; write one of %s"
                            .formatted(outcome, String.join(", ", NotificationJson.OUTCOMES)));
        }
        String cursor = query.text("cursor");
        return new NotificationsQuery(
                query.text("receiver"),
                query.text("integration"),
                outcome,
                fingerprint(query.text("fingerprint")),
                query.text("groupKey"),
                time(query, "from", Instant.MIN),
                time(query, "to", Instant.MAX),
                limit(query),
                cursor.isEmpty() ? null : Cursor.parse(cursor));
    }

    private static void refuseUnknown(MultiMap parameters) {
        Set<String> unknown = new TreeSet<>(parameters.names());
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw ApiFailure.of(
                    400,
                    "unknown parameter %s; there are %s"
                            .formatted(String.join(", ", unknown), String.join(", ", new TreeSet<>(KNOWN))));
        }
    }

    private static int limit(QueryParameters query) {
        int limit = query.number("limit", DEFAULT_LIMIT, GREATEST_LIMIT);
        if (limit == 0) {
            throw ApiFailure.of(400, "parameter limit: write a whole number from 1 to " + GREATEST_LIMIT);
        }
        return limit;
    }

    private static @Nullable Fingerprint fingerprint(String text) {
        try {
            return text.isEmpty() ? null : Fingerprint.parse(text);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest(String.valueOf(e.getMessage()), e);
        }
    }

    private static Instant time(QueryParameters query, String name, Instant absent) {
        try {
            Instant time = query.text(name).isEmpty() ? null : ApiTime.parse(query.text(name));
            return time == null ? absent : time;
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest(name + ": " + e.getMessage(), e);
        }
    }

    /** What the log can find; {@link #wants} looks twice. */
    HistorySearch search() {
        OptionalLong key =
                groupKey.isEmpty() ? OptionalLong.empty() : OptionalLong.of(DecisionLog.keyOfGroupKey(groupKey));
        key = alert == null ? key : OptionalLong.of(DecisionLog.key(alert));
        long below = after == null ? Long.MAX_VALUE : after.record() + 1;
        return new HistorySearch(Set.of(DecisionLog.NOTIFICATION), key, from, to, below, 1);
    }

    boolean wants(FlushRecord flush) {
        return (receiver.isEmpty() || flush.receiver().equals(receiver))
                && (groupKey.isEmpty() || flush.groupKey().equals(groupKey))
                && (alert == null
                        || flush.alerts()
                                .anyMatch(labels -> labels.fingerprint().equals(alert)));
    }

    boolean wants(Decision decision) {
        IntegrationId id = NotificationJson.integration(decision);
        return id != null
                && (integration.isEmpty() || id.toString().equals(integration))
                && (outcome.isEmpty() || NotificationJson.outcome(decision).equals(outcome));
    }
}
