package tocsin.router.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.LoggedEntry;

/** One flush for one integration: dedup, deliver, log. */
final class IntegrationStage {
    private static final Logger LOG = LoggerFactory.getLogger(IntegrationStage.class);

    private final NotificationPipeline.Ports ports;
    private final Integration integration;
    private final Flush flush;
    private final Gated gated;
    private final Labels routeLabels;
    private final Alerts alerts;
    private final Told.Batch batch;
    private final LogKey key;

    IntegrationStage(
            NotificationPipeline.Ports ports, Integration integration, Flush flush, Gated gated, Labels routeLabels) {
        this.ports = ports;
        this.integration = integration;
        this.flush = flush;
        this.gated = gated;
        this.routeLabels = routeLabels;
        this.alerts = Alerts.split(gated.passed(), flush.at());
        this.batch = new Told.Batch(AlertHashes.of(alerts.firing()), AlertHashes.of(alerts.resolved()));
        this.key = new LogKey(flush.group(), integration.id());
    }

    Future<IntegrationResult> run() {
        ports.deliverer().begin(key);
        Told told = new Told(
                ports.log().find(key, flush.node(), flush.alerts()),
                ports.deliverer().cutOff(key));
        Duration repeat = flush.node().route().repeatInterval();
        Optional<NotifyReason> reason = told.news(batch, flush.tick().nanos(), integration.sendResolved(), repeat);
        if (reason.isEmpty()) {
            return Future.succeededFuture(nothingNew(told));
        }
        return notify(reason.get(), told.logged());
    }

    /** What it may have been told of an alert that a gate holds back is not yet put right. */
    private IntegrationResult nothingNew(Told told) {
        if (told.settles(muted())) {
            ports.deliverer().settle(key);
        }
        return new IntegrationResult(true, new Decision.NothingNew(integration.id()));
    }

    private Future<IntegrationResult> notify(NotifyReason reason, @Nullable LoggedEntry last) {
        ports.observer().notified(integration.id());
        Map<String, String> data = last == null || reason == NotifyReason.FIRST_NOTIFICATION
                ? Map.of()
                : last.entry().receiverData();
        List<Alert> wanted = integration.sendResolved() ? gated.passed() : alerts.firing();
        if (wanted.isEmpty()) {
            return record(last, data)
                    .map(written -> new IntegrationResult(true, new Decision.OnlyRecorded(integration.id(), reason)));
        }
        boolean unsure = ports.deliverer().cutOff(key) != null;
        return ports.deliverer()
                .deliver(key, integration, notification(wanted, reason, data), flush.timeToDeliver())
                .compose(outcome -> outcome.fold(
                        delivered ->
                                record(last, delivered.receiverData()).map(w -> arrived(delivered, reason, unsure)),
                        failed -> Future.succeededFuture(failed(failed, reason)),
                        stopped -> Future.succeededFuture(stopped(stopped, reason))));
    }

    private Notification notification(List<Alert> wanted, NotifyReason reason, Map<String, String> data) {
        return new Notification(
                integration.id(),
                wanted,
                flush.groupKey(),
                flush.group().labels(),
                routeLabels,
                reason,
                data,
                flush.at());
    }

    /** In memory at once, so that a slow disk repeats nothing; the future is done when it is on disk. */
    private Future<Void> record(@Nullable LoggedEntry last, Map<String, String> receiverData) {
        LogEntry entry = new Told(last, ports.deliverer().cutOff(key))
                .after(key, flush.tick(), batch, muted(), receiverData, life());
        ports.log().record(entry, flush.tick().nanos(), flush.node(), flush.alerts());
        ports.deliverer().settle(key);
        return ports.journal().write();
    }

    private AlertHashes muted() {
        return AlertHashes.of(gated.mutedAlerts());
    }

    private Duration life() {
        Duration twice = flush.node().route().repeatInterval().multipliedBy(2);
        Duration retention = ports.options().retention();
        return twice.compareTo(retention) < 0 ? twice : retention;
    }

    private IntegrationResult arrived(DeliveryOutcome.Delivered delivered, NotifyReason reason, boolean unsure) {
        LOG.atDebug()
                .addKeyValue("integration", integration.id())
                .addKeyValue("group", flush.groupKey())
                .addKeyValue("reason", reason.text())
                .log("Notified");
        if (!delivered.notes().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("integration", integration.id())
                    .addKeyValue("group", flush.groupKey())
                    .addKeyValue("notes", String.join("; ", delivered.notes()))
                    .log("Notified, but not as configured");
        }
        return new IntegrationResult(
                true,
                new Decision.Delivered(integration.id(), reason, delivered.attempts(), unsure, delivered.notes()));
    }

    private IntegrationResult failed(DeliveryOutcome.Failed failed, NotifyReason reason) {
        ports.observer().notificationFailed(integration.id(), failed.reason());
        ports.journal().write();
        LOG.atWarn()
                .addKeyValue("integration", integration.id())
                .addKeyValue("group", flush.groupKey())
                .addKeyValue("attempts", failed.attempts())
                .addKeyValue("reason", failed.reason().label())
                .addKeyValue("err", failed.message())
                .log("Notification failed, the next flush tries again");
        return new IntegrationResult(
                false,
                new Decision.NotDelivered(
                        integration.id(), reason, failed.attempts(), failed.reason(), failed.message()));
    }

    private IntegrationResult stopped(DeliveryOutcome.Stopped stopped, NotifyReason reason) {
        return new IntegrationResult(false, new Decision.Stopped(integration.id(), reason, stopped.attempts()));
    }
}
