package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Advance;
import tocsin.evaluator.alerting.AlertPolicy;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.evaluator.alerting.Found;
import tocsin.evaluator.alerting.Occurrences;
import tocsin.evaluator.query.Datasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.template.Failures;
import tocsin.model.Durations;
import tocsin.model.Labels;
import tocsin.rules.template.TemplateDialect;

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
    private final Datasource datasource;
    private final TextFailureLog textFailures;
    private final boolean textFailureIsError;
    private final RuleDecisions decisions;
    private final RuleRecord.RuleName name;
    private ActiveAlerts alerts;
    private int evaluations;

    /** @param query the rule's query without a time */
    AlertingWork(
            RuleIdentity rule,
            RuleRecord.RuleName name,
            Occurrences occurrences,
            AlertPolicy policy,
            Query query,
            String generatorUrl,
            GroupParts parts,
            EvaluationPorts ports,
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
        this.datasource = ports.datasource();
        this.textFailures = new TextFailureLog(rule);
        this.textFailureIsError = ports.texts().dialect() == TemplateDialect.VMALERT;
        this.decisions = ports.decisions();
        this.name = name;
        this.alerts = alerts;
    }

    @Override
    public Future<Taken> take(QueryResult result, Instant slot, Instant queryTime) {
        Query atSlot = RuleRunner.at(query, slot);
        // Texts keep to the query's timeout by themselves; a worker that never answers must not hold up the group.
        return deadline.within(
                        query.timeout().multipliedBy(2),
                        () -> occurrences.of(result.samples(), atSlot, this::ask, alerts))
                .compose(found -> advance(slot, found));
    }

    private Future<QueryResult> ask(Query ofTemplate) {
        return deadline.within(ofTemplate.timeout(), () -> datasource.query(ofTemplate));
    }

    private Future<Taken> advance(Instant slot, Found found) {
        if (lifecycle.closed()) {
            return Future.failedFuture(RuleRunner.canceled());
        }
        textFailures.tell(found.failures());
        Instant at = sendTime.of(slot);
        Advance advance = alerts.advance(policy, slot, at, found.occurrences());
        keep(advance, at);
        record(advance, slot);
        evaluations += advance.error() == null ? 1 : 0;
        return advance.error() == null
                ? Future.succeededFuture(taken(found.failures()))
                : Future.failedFuture(new UnusableResult(advance.error()));
    }

    private void record(Advance advance, Instant slot) {
        List<RuleRecord.AlertChange> changes = AlertChanges.of(advance.transitions());
        if (!changes.isEmpty()) {
            decisions.record(new RuleRecord.AlertsChanged(slot, name, changes));
        }
    }

    private Taken taken(Map<String, Failures> failures) {
        if (failures.isEmpty()) {
            return Taken.WELL;
        }
        List<String> warnings = new ArrayList<>();
        failures.forEach((text, failure) -> warnings.add(text + ": " + failure));
        return new Taken(warnings, textFailureIsError ? warnings.get(0) : null);
    }

    /** Successful ones in this process. */
    int evaluations() {
        return evaluations;
    }

    Duration holdDuration() {
        return policy.holdDuration();
    }

    String name() {
        return name.rule();
    }

    /** The rule's {@code ALERTS_FOR_STATE} of the past. Labels that are templates have a value for each alert. */
    Future<ForSeries> lookUp(Duration tolerance, Duration interval, Instant now) {
        String selector = rule.selector("ALERTS_FOR_STATE");
        String back = Durations.print(tolerance);
        Query range = ofPast("%s[%s]".formatted(selector, back), now);
        Query found = ofPast(
                "max_over_time((%s * 0 + time())[%s:%s])"
                        .formatted(selector, back, Durations.print(ForSeries.steps(interval))),
                now);
        return deadline.within(query.timeout(), () -> datasource.last(range))
                .compose(series -> series.isEmpty()
                        ? Future.succeededFuture(new ForSeries(series, List.of(), interval, now))
                        : ask(found).map(answer -> new ForSeries(series, answer.samples(), interval, now)));
    }

    private Query ofPast(String expression, Instant now) {
        return new Query(expression, now, query.timeout(), query.params(), query.headers());
    }

    /** @return how many alerts have been pending for longer than this process knew */
    int restore(ForSeries series, Labels externalLabels, Duration grace) {
        Advance restored = alerts.pendingSince(alert ->
                series.activeAt(alert, withExternal(alert.labels(), externalLabels), policy.holdDuration(), grace));
        write(restored);
        return restored.transitions().size();
    }

    private static Labels withExternal(Labels own, Labels externalLabels) {
        if (externalLabels.isEmpty()) {
            return own;
        }
        Labels.Builder labels = externalLabels.toBuilder();
        own.forEach(labels::set);
        return labels.build();
    }

    @Override
    public void keepAlive(Instant now) {
        keep(alerts.keepAlive(policy, now), now);
    }

    @Override
    public void begin(ClockStep step, Instant now) {
        alerts = alerts.begun(step, now);
    }

    @Override
    public void moved(ClockStep step) {
        write(alerts.moved(step));
    }

    private void write(Advance moved) {
        alerts = moved.alerts();
        journal.alerts(rule, alerts, moved.transitions());
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
