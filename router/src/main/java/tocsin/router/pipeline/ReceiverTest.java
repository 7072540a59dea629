package tocsin.router.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.pipeline.TestedIntegration.Answer;
import tocsin.time.Scheduler;

/**
 * Tells a receiver of an alert that nobody has, so that people see what arrives, or why nothing does: with the templates, the
 * connections, the figures and the history of any notification. One attempt; and since no group has the alert, the
 * notification log knows nothing of it, nor does a crash repeat it.
 */
final class ReceiverTest {
    /** Also the route of what the history keeps of it. */
    static final String MARK = "[TEST]";

    private static final String NAME = "Notification";
    /** Two attempts, one after the other, are over before a client loses patience. */
    private static final Duration LONGEST = Duration.ofSeconds(12);

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final DeliveryResult NO_ANSWER = new DeliveryResult.Retryable(
            FailureReason.CONTEXT_DEADLINE_EXCEEDED,
            "no answer within the %d s of a test; it may have arrived, and a notification waits longer"
                    .formatted(LONGEST.toSeconds()),
            Duration.ZERO);

    private final Deliverer.Ports ports;
    private final HealthBook health;
    private final DecisionJournal decisions;
    private final String receiver;
    private final boolean resolves;
    private final Alert alert;
    private final GroupId group;

    ReceiverTest(
            Deliverer.Ports ports, HealthBook health, DecisionJournal decisions, String receiver, TestRequest request) {
        this.ports = ports;
        this.health = health;
        this.decisions = decisions;
        this.receiver = receiver;
        this.resolves = request.resolves();
        this.alert = alert(receiver, request, ports.clock().now());
        this.group = new GroupId(MARK, alert.labels().keep(Labels.ALERT_NAME::equals));
    }

    private static Alert alert(String receiver, TestRequest request, Instant now) {
        String name = request.labels().getOrEmpty(Labels.ALERT_NAME);
        Labels labels = request.labels().toBuilder()
                .set(Labels.ALERT_NAME, MARK + ' ' + (name.isEmpty() ? NAME : name))
                .build();
        String by = request.askedBy().isEmpty() ? "" : ", asked for by " + request.askedBy();
        Annotations annotations = Annotations.of(
                "summary", "%s This is a test of the receiver %s%s. Nothing is wrong.".formatted(MARK, receiver, by));
        return new Alert(labels, annotations, now, null, "", now, false, Alert.Origin.API);
    }

    /** Integrations at the same time, as in a flush. */
    Future<List<TestedIntegration>> run(List<Integration> integrations) {
        List<Future<TestedIntegration>> all =
                integrations.stream().map(this::test).toList();
        return Future.join(all).map(done -> all.stream().map(Future::result).toList());
    }

    private Future<TestedIntegration> test(Integration integration) {
        Instant now = ports.clock().now();
        return tell(integration, alert, now, NotifyReason.FIRST_NOTIFICATION, Map.of())
                .compose(firing -> resolves && integration.sendResolved() && mayHaveArrived(firing.result())
                        ? end(integration, data(firing.result()))
                                .map(end -> new TestedIntegration(integration.id(), firing, end))
                        : Future.succeededFuture(new TestedIntegration(integration.id(), firing, null)));
    }

    /** An answer that is late, or an error of a gateway, may hide an incident that is open. */
    private static boolean mayHaveArrived(DeliveryResult result) {
        return !(result instanceof DeliveryResult.Rejected);
    }

    private static Map<String, String> data(DeliveryResult result) {
        return result instanceof Delivered delivered ? delivered.receiverData() : Map.of();
    }

    private Future<Answer> end(Integration integration, Map<String, String> data) {
        Instant now = ports.clock().now();
        Instant end = now.isBefore(alert.startsAt()) ? alert.startsAt() : now;
        return tell(integration, alert.withEndsAt(end), end, NotifyReason.ALL_ALERTS_RESOLVED, data);
    }

    private Future<Answer> tell(
            Integration integration, Alert some, Instant at, NotifyReason reason, Map<String, String> data) {
        Notification notification = new Notification(
                integration.id(), List.of(some), group.toString(), group.labels(), Labels.empty(), reason, data, at);
        long began = ports.nanoTime().getAsLong();
        return send(integration.notifier(), notification).map(result -> {
            Answer answer = new Answer(result, Duration.ofNanos(ports.nanoTime().getAsLong() - began));
            count(integration, answer);
            decisions.record(record(integration, notification, result));
            return answer;
        });
    }

    /** A notifier that throws, or says nothing in time, has failed like one that says so. */
    private Future<DeliveryResult> send(Notifier notifier, Notification notification) {
        Promise<DeliveryResult> answer = Promise.promise();
        Scheduler.Timer patience = ports.scheduler().after(LONGEST.plus(GRACE), () -> answer.tryComplete(NO_ANSWER));
        Future.succeededFuture(notification)
                .compose(some -> notifier.send(some, LONGEST))
                .otherwise(Delivery::broken)
                .onComplete(result -> answer.tryComplete(result.result()));
        return answer.future().onComplete(done -> patience.cancel());
    }

    private void count(Integration integration, Answer answer) {
        IntegrationId id = integration.id();
        ports.observer().notified(id);
        ports.observer().requested(id, answer.took(), answer.result() instanceof DeliveryResult.Failed);
        health.attempted(id, answer.result());
        if (answer.result() instanceof DeliveryResult.Failed failed) {
            ports.observer().notificationFailed(id, failed.reason());
        }
    }

    private FlushRecord record(Integration integration, Notification notification, DeliveryResult result) {
        IntegrationId id = integration.id();
        NotifyReason why = notification.reason();
        Decision decision = result.fold(
                delivered -> new Decision.Delivered(id, why, 1, false, delivered.notes()),
                retryable -> notDelivered(id, why, retryable),
                rejected -> notDelivered(id, why, rejected));
        int firing = notification.firing() ? 1 : 0;
        return new FlushRecord(
                notification.flushedAt(),
                group,
                MARK,
                notification.groupKey(),
                receiver,
                0,
                firing,
                1 - firing,
                List.of(),
                List.of(decision));
    }

    private static Decision notDelivered(IntegrationId id, NotifyReason why, DeliveryResult.Failed failed) {
        return new Decision.NotDelivered(id, why, 1, failed.reason(), failed.message());
    }
}
