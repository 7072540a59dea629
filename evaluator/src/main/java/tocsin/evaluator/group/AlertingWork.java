package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Advance;
import tocsin.evaluator.alerting.AlertPolicy;
import tocsin.evaluator.alerting.Occurrence;
import tocsin.evaluator.alerting.Occurrences;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryResult;

/** Keeps the alerts of one alerting rule: the shell around {@link ActiveAlerts}. */
final class AlertingWork implements RuleWork {
    private final RuleIdentity rule;
    private final Occurrences occurrences;
    private final AlertPolicy policy;
    private final Query query;
    private final String generatorUrl;
    private final AlertSender sender;
    private final StateJournal journal;
    private final Deadline deadline;
    private final Lifecycle lifecycle;
    private final SendTime sendTime;
    private ActiveAlerts alerts;

    /** @param query the rule's query without a time */
    AlertingWork(
            RuleIdentity rule,
            Occurrences occurrences,
            AlertPolicy policy,
            Query query,
            String generatorUrl,
            GroupParts parts,
            ActiveAlerts alerts) {
        this.rule = rule;
        this.occurrences = occurrences;
        this.policy = policy;
        this.query = query;
        this.generatorUrl = generatorUrl;
        this.sender = parts.sender();
        this.journal = parts.journal();
        this.deadline = parts.deadline();
        this.lifecycle = parts.lifecycle();
        this.sendTime = parts.sendTime();
        this.alerts = alerts;
    }

    @Override
    public Future<List<String>> take(QueryResult result, Instant slot, Instant queryTime) {
        Query atSlot = RuleRunner.at(query, slot);
        return deadline.within(query.timeout(), () -> occurrences.of(result.samples(), atSlot))
                .compose(found -> advance(slot, found));
    }

    private Future<List<String>> advance(Instant slot, List<Occurrence> found) {
        if (lifecycle.closed()) {
            return Future.failedFuture(RuleRunner.canceled());
        }
        Instant at = sendTime.of(slot);
        Advance advance = alerts.advance(policy, slot, at, found);
        keep(advance, at);
        return advance.error() == null
                ? Future.succeededFuture(List.of())
                : Future.failedFuture(new UnusableResult(advance.error()));
    }

    @Override
    public void keepAlive(Instant now) {
        keep(alerts.keepAlive(policy, now), now);
    }

    @Override
    public void earlierBy(Duration shift) {
        Advance shifted = alerts.earlierBy(shift);
        alerts = shifted.alerts();
        journal.alerts(rule, alerts, shifted.transitions());
    }

    private void keep(Advance advance, Instant at) {
        alerts = advance.alerts();
        journal.alerts(rule, alerts, advance.transitions());
        sender.send(advance.toSend(), generatorUrl, at);
    }

    @Override
    public ActiveAlerts alerts() {
        return alerts;
    }
}
