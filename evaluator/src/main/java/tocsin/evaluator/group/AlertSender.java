package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.rules.RuleGroup;

/** Hands the alerts of a group to the sink. Nobody waits for it: what is lost there is repaired by the next resend. */
final class AlertSender {
    private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);

    private final RuleGroup group;
    private final EvaluationPorts ports;
    private boolean failing;

    AlertSender(RuleGroup group, EvaluationPorts ports) {
        this.group = group;
        this.ports = ports;
    }

    void send(List<ActiveAlert> alerts, String generatorUrl, Instant at) {
        if (alerts.isEmpty()) {
            return;
        }
        ports.observer().alertsSent(group, alerts.size());
        handOver(alerts.stream().map(alert -> outgoing(alert, generatorUrl, at)).toList())
                .onSuccess(taken -> failing = false)
                .onFailure(this::notTaken);
    }

    private Future<Void> handOver(List<RuleAlert> alerts) {
        try {
            return ports.alerts().send(alerts);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private RuleAlert outgoing(ActiveAlert alert, String generatorUrl, Instant at) {
        Instant endsAt = alert.isFiring() ? null : alert.resolvedAt();
        Alert sent = new Alert(
                alert.labels(),
                alert.annotations(),
                startsAt(alert, endsAt),
                endsAt,
                generatorUrl,
                at,
                false,
                Alert.Origin.RULE);
        return new RuleAlert(sent, validUntil(alert, endsAt), group.extras().notifierHeaders());
    }

    /** On a clock that was set back an alert may end before it began; then it begins at its end. */
    private static Instant startsAt(ActiveAlert alert, @Nullable Instant endsAt) {
        Instant firedAt = alert.firedAt() == null ? alert.activeAt() : alert.firedAt();
        return endsAt != null && endsAt.isBefore(firedAt) ? endsAt : firedAt;
    }

    private static Instant validUntil(ActiveAlert alert, @Nullable Instant endsAt) {
        if (endsAt != null) {
            return endsAt;
        }
        return alert.validUntil() == null ? alert.activeAt() : alert.validUntil();
    }

    private void notTaken(Throwable cause) {
        if (!failing) {
            LOG.atWarn()
                    .setCause(cause)
                    .addKeyValue("rule_group", group.id())
                    .log("Alerts could not be handed over; they are sent again after the resend delay");
        }
        failing = true;
    }
}
