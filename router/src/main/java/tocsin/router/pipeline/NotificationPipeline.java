package tocsin.router.pipeline;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.FailureReason;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.group.FlushHandler;
import tocsin.router.group.FlushResult;
import tocsin.router.journal.StateJournal;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.NotificationLog;

/**
 * The way of a flush: through the gates, then for each integration of the receiver dedup, delivery and log, all
 * integrations at the same time. One pipeline for one configuration; log and deliveries outlive it.
 */
public final class NotificationPipeline implements FlushHandler {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationPipeline.class);

    private final List<FailOpenGate> gates;
    private final Map<String, List<Integration>> receivers;
    private final RouteLabelRenderer routeLabels;
    private final Ports ports;
    private boolean stopped;

    /** What the pipeline shares with its successors. */
    public record Ports(
            NotificationLog log,
            Deliverer deliverer,
            StateJournal journal,
            PipelineObserver observer,
            DecisionJournal decisions,
            PipelineOptions options) {}

    /**
     * @param gates in the order in which they are asked
     * @param receivers integrations by receiver; a receiver that is absent has none
     */
    public NotificationPipeline(
            List<Gate> gates, Map<String, List<Integration>> receivers, RouteLabelRenderer routeLabels, Ports ports) {
        this.gates = gates.stream().map(FailOpenGate::new).toList();
        this.receivers = Map.copyOf(receivers);
        this.routeLabels = routeLabels;
        this.ports = ports;
    }

    /** Everything muted, and nothing new for anybody, are successes. */
    @Override
    public Future<FlushResult> run(Flush flush) {
        Gated gated = Gated.through(gates, flush);
        count(gated);
        if (gated.passed().isEmpty()) {
            return Future.succeededFuture(finish(flush, gated, List.of()));
        }
        return routeLabels(flush)
                .compose(labels -> notify(flush, gated, labels))
                .map(results -> finish(flush, gated, results));
    }

    /**
     * A reload or the end of the process: lets attempts under way finish, and begins none, also of a flush that waits for
     * its route labels.
     */
    public void stop() {
        stopped = true;
        ports.deliverer().stopRetries();
    }

    private Future<List<IntegrationResult>> notify(Flush flush, Gated gated, Labels labels) {
        List<Future<IntegrationResult>> stages = integrationsOf(flush).stream()
                .map(integration -> stage(integration, flush, gated, labels))
                .toList();
        return Future.join(stages)
                .map(all -> stages.stream().map(Future::result).toList());
    }

    /** One integration's bug is its own failure; the others are told. */
    private Future<IntegrationResult> stage(Integration integration, Flush flush, Gated gated, Labels labels) {
        if (stopped) {
            Decision decision = new Decision.Stopped(integration.id(), NotifyReason.UNKNOWN, 0);
            return Future.succeededFuture(new IntegrationResult(false, decision));
        }
        return Future.succeededFuture(new IntegrationStage(ports, integration, flush, gated, labels))
                .compose(IntegrationStage::run)
                .otherwise(bug -> broken(integration, flush, bug));
    }

    private IntegrationResult broken(Integration integration, Flush flush, Throwable bug) {
        LOG.error("notification failed by a bug integration={} group={}", integration.id(), flush.groupKey(), bug);
        ports.observer().notificationFailed(integration.id(), FailureReason.OTHER);
        String message = "a bug, see the log: " + bug.getClass().getName();
        return new IntegrationResult(
                false,
                new Decision.NotDelivered(integration.id(), NotifyReason.UNKNOWN, 0, FailureReason.OTHER, message));
    }

    /** Without them a notification is poorer, and that is all. */
    private Future<Labels> routeLabels(Flush flush) {
        if (flush.node().route().labels().isEmpty() || integrationsOf(flush).isEmpty()) {
            return Future.succeededFuture(Labels.empty());
        }
        return Future.succeededFuture(flush).compose(routeLabels::render).otherwise(failure -> {
            LOG.error("route labels could not be rendered route={}", flush.node(), failure);
            return Labels.empty();
        });
    }

    private FlushResult finish(Flush flush, Gated gated, List<IntegrationResult> results) {
        ports.decisions().record(record(flush, gated, results));
        boolean succeeded = results.stream().allMatch(IntegrationResult::succeeded);
        return new FlushResult(succeeded, gated.verdicts(), owed(flush, gated));
    }

    private void count(Gated gated) {
        gated.verdicts().values().stream()
                .collect(Collectors.groupingBy(muted -> muted.reason(), Collectors.summingInt(muted -> 1)))
                .forEach(ports.observer()::suppressed);
    }

    /**
     * Resolved alerts that a gate holds back although an integration believes them firing, or may do so. One that does not want
     * resolutions counts, too: its log has to forget them, else it would not hear of them when they fire again.
     */
    private Set<Labels> owed(Flush flush, Gated gated) {
        if (!ports.options().resolvedAfterMute() || gated.mutedAlerts().isEmpty()) {
            return Set.of();
        }
        return gated.mutedAlerts().stream()
                .filter(alert -> alert.resolvedAt(flush.at()) && believedFiring(flush, alert))
                .map(Alert::labels)
                .collect(Collectors.toSet());
    }

    private boolean believedFiring(Flush flush, Alert alert) {
        return integrationsOf(flush).stream().anyMatch(integration -> {
            LogKey key = new LogKey(flush.group(), integration.id());
            return new Told(
                            ports.log().find(key, flush.node(), List.of(alert)),
                            ports.deliverer().cutOff(key))
                    .believesFiring(alert);
        });
    }

    private List<Integration> integrationsOf(Flush flush) {
        return receivers.getOrDefault(flush.receiver(), List.of());
    }

    private FlushRecord record(Flush flush, Gated gated, List<IntegrationResult> results) {
        List<Decision> decisions = gated.decisions(flush);
        results.forEach(result -> decisions.add(result.decision()));
        if (integrationsOf(flush).isEmpty()) {
            decisions.add(new Decision.NobodyToTell(flush.receiver()));
        }
        Alerts alerts = Alerts.split(flush.alerts(), flush.at());
        return new FlushRecord(
                flush.at(),
                flush.group(),
                flush.node().id(),
                flush.groupKey(),
                flush.receiver(),
                flush.number(),
                alerts.firing().size(),
                alerts.resolved().size(),
                flush.changes(),
                decisions);
    }
}
