package tocsin.notifiers.jira;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;

/**
 * Keeps one issue of Jira for a group of alerts: opens it, updates it, and moves it when all is resolved or something fires again.
 *
 * <p>The issue is found by a label that holds the hash of the group key. Each attempt searches first, also one that repeats
 * another whose outcome nobody knows, so that no group has two issues. Jira finds a new issue only after moments: an attempt to
 * open one that ends without an answer is therefore repeated not sooner than after {@link #INDEXING}. Sizes: see {@link
 * JiraFields}. Results arrive on the caller's context.
 */
final class JiraNotifier implements Notifier {
    private static final Duration INDEXING = Duration.ofSeconds(5);

    private final JiraConfig config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final JiraApi api;
    private final JiraFields fields;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    JiraNotifier(JiraConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(JiraKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(JiraKind.NAME);
        this.api = new JiraApi(config);
        this.fields = new JiraFields(config, renderer, api.takesDocuments());
        this.externalUrl = ports.externalUrl();
    }

    private record Prepared(boolean firing, String query, JiraFields.Bodies bodies, List<String> notes) {}

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(
                longest,
                () -> prepared(notification),
                (prepared, attempt) ->
                        deliver(prepared, attempt).map(done -> new Delivered(Map.of(), prepared.notes())));
    }

    private Prepared prepared(Notification notification) throws IOException, FieldException {
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        String project = fields.project(rendering);
        String label = "ALERT{%s}".formatted(data.groupKeyHash());
        JiraFields.Bodies bodies = fields.bodies(rendering, project, label);
        String query = IssueQuery.of(config, project, label, notification.firing());
        return new Prepared(notification.firing(), query, bodies, rendering.notes());
    }

    private Future<Void> deliver(Prepared prepared, Attempt attempt) {
        return attempt.send(api.search(prepared.query()))
                .map(answer -> JiraIssue.found(JsonAnswer.object(answer, "Jira")))
                .compose(issue -> issue == null ? openIfFiring(prepared, attempt) : bring(issue, prepared, attempt));
    }

    private Future<Void> openIfFiring(Prepared prepared, Attempt attempt) {
        if (!prepared.firing()) {
            return Future.succeededFuture();
        }
        return attempt.deliver(api.create(prepared.bodies().opening()))
                .recover(failure -> Future.failedFuture(
                        failure instanceof Undelivered undelivered ? undelivered.notBefore(INDEXING) : failure));
    }

    /** To what it is to be. */
    private Future<Void> bring(JiraIssue issue, Prepared prepared, Attempt attempt) {
        String transition = transition(issue, prepared.firing());
        Future<Void> updated =
                attempt.deliver(api.update(issue.key(), prepared.bodies().update()));
        return transition.isEmpty() ? updated : updated.compose(done -> move(issue, transition, attempt));
    }

    /** Empty when the issue stays where it is. */
    private String transition(JiraIssue issue, boolean firing) {
        if (firing == issue.done()) {
            return firing ? config.reopenTransition() : config.resolveTransition();
        }
        return "";
    }

    private Future<Void> move(JiraIssue issue, String transition, Attempt attempt) {
        return attempt.send(api.transitions(issue.key()))
                .map(answer -> idOf(transition, issue, JsonAnswer.object(answer, "Jira")))
                .compose(id -> attempt.deliver(api.move(issue.key(), id)));
    }

    private static String idOf(String transition, JiraIssue issue, JsonObject answer) {
        List<String> names = new ArrayList<>();
        for (JsonObject possible : transitions(answer)) {
            String name = JsonAnswer.text(possible, "name");
            String id = JsonAnswer.text(possible, "id");
            if (name.equals(transition) && !id.isEmpty()) {
                return id;
            }
            names.add(name);
        }
        throw Undelivered.rejected(
                FailureReason.OTHER,
                "the issue %s was updated, but has no transition `%s`; write one of: %s"
                        .formatted(issue.key(), transition, String.join(", ", names)));
    }

    private static List<JsonObject> transitions(JsonObject answer) {
        @Nullable Object transitions = answer.getValue("transitions");
        return transitions instanceof JsonArray array
                ? array.stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }
}
