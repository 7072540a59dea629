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
import tocsin.router.notificationlog.NotificationLog;

/** One flush for one integration: dedup, deliver, log. */
final class IntegrationStage {
    private static final Logger LOG = LoggerFactory.getLogger(IntegrationStage.class);

    private final NotificationPipeline.Ports ports;
    private final Integration integration;
    private final Flush flush;
    private final Gated gated;
    private final Labels routeLabels;
    private final Alerts alerts;
    private final Dedup.Batch batch;
    private final LogKey key;

    IntegrationStage(
            NotificationPipeline.Ports ports, Integration integration, Flush flush, Gated gated, Labels routeLabels) {
        this.ports = ports;
        this.integration = integration;
        this.flush = flush;
        this.gated = gated;
        this.routeLabels = routeLabels;
        this.alerts = Alerts.split(gated.passed(), flush.at());
        this.batch = new Dedup.Batch(AlertHashes.of(alerts.firing()), AlertHashes.of(alerts.resolved()));
        this.key = new LogKey(flush.group(), integration.id());
    }

    Future<IntegrationResult> run() {
        LoggedEntry logged = log().find(key);
        Optional<NotifyReason> reason = decide(logged);
        if (reason.isEmpty()) {
            return Future.succeededFuture(nothingNew());
        }
        return notify(reason.get(), logged == null ? null : logged.entry());
    }

    private Optional<NotifyReason> decide(@Nullable LoggedEntry logged) {
        Duration repeat = flush.node().route().repeatInterval();
        Duration age =
                logged == null ? Duration.ZERO : logged.ageAt(flush.tick().nanos());
        LogEntry entry = logged == null ? null : logged.entry();
        Optional<NotifyReason> reason = Dedup.decide(entry, age, batch, integration.sendResolved(), repeat);
        return reason.isEmpty() && mayBelieveFiring() ? Optional.of(NotifyReason.ALL_ALERTS_RESOLVED) : reason;
    }

    /** An attempt that the end of a process cut off may have told the integration of alerts that are resolved now. */
    private boolean mayBelieveFiring() {
        Attempt cutOff = ports.deliverer().cutOff(key);
        return cutOff != null && batch.firing().isEmpty() && cutOff.firing().intersects(batch.resolved());
    }

    /** What it may have been told of an alert that a gate holds back is not yet put right. */
    private IntegrationResult nothingNew() {
        Attempt cutOff = ports.deliverer().cutOff(key);
        if (cutOff != null && !cutOff.firing().intersects(AlertHashes.of(gated.mutedAlerts()))) {
            ports.deliverer().settle(key);
        }
        return new IntegrationResult(true, new Decision.NothingNew(integration.id()));
    }

    private Future<IntegrationResult> notify(NotifyReason reason, @Nullable LogEntry last) {
        ports.observer().notified(integration.id());
        Map<String, String> data =
                last == null || reason == NotifyReason.FIRST_NOTIFICATION ? Map.of() : last.receiverData();
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
    private Future<Void> record(@Nullable LogEntry last, Map<String, String> receiverData) {
        log().record(
                        new LogEntry(
                                key,
                                flush.tick().at(),
                                batch.firing(),
                                batch.resolved(),
                                believedFiring(last),
                                receiverData,
                                life()),
                        flush.tick().nanos());
        ports.deliverer().settle(key);
        return ports.journal().write();
    }

    /** What it was told to fire now, and what it was told before, as far as is known, of alerts that a gate holds back. */
    private AlertHashes believedFiring(@Nullable LogEntry last) {
        AlertHashes before = toldBefore(last);
        AlertHashes gone = before.minus(AlertHashes.of(gated.mutedAlerts()));
        return batch.firing().union(before.minus(gone));
    }

    private AlertHashes toldBefore(@Nullable LogEntry last) {
        AlertHashes told = last == null ? AlertHashes.NONE : last.believedFiring();
        Attempt cutOff = ports.deliverer().cutOff(key);
        return cutOff == null ? told : told.union(cutOff.firing());
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

    private NotificationLog log() {
        return ports.log();
    }
}
