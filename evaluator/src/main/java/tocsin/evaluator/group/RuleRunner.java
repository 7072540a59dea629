package tocsin.evaluator.group;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;

/**
 * One rule at its slots: asks, hands the answer to its {@link RuleWork}, and keeps its health. While it fails, its alerts
 * stay as they were and what fires goes on being sent. On the group's context, apart from {@link #snapshot()}.
 */
final class RuleRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleRunner.class);

    private final RuleGroup group;
    private final Rule rule;
    private final RuleIdentity identity;
    private final String generatorUrl;
    private final Query query;
    private final RuleWork work;
    private final EvaluationPorts ports;
    private final GroupParts parts;

    private @Nullable Instant unknownSince;
    /** Whether a former process has seen that. */
    private boolean failedBefore;
    /** By how much the clock was set ahead since then. */
    private Duration clockAhead = Duration.ZERO;

    private @Nullable Instant lastSuccess;
    private Duration lastDuration = Duration.ZERO;
    private long lastSamples;
    /** Written on the group's context after each evaluation; an immutable value for readers on any thread. */
    private volatile RuleSnapshot snapshot;

    RuleRunner(
            RuleGroup group,
            Rule rule,
            RuleState inherited,
            String generatorUrl,
            Query query,
            RuleWork work,
            EvaluationPorts ports,
            GroupParts parts) {
        this.group = group;
        this.rule = rule;
        this.identity = inherited.rule();
        this.generatorUrl = generatorUrl;
        this.query = query;
        this.work = work;
        this.ports = ports;
        this.parts = parts;
        this.unknownSince = inherited.unknownSince();
        this.snapshot = new RuleSnapshot(
                rule,
                unknownSince == null ? RuleHealth.UNKNOWN : RuleHealth.ERR,
                inherited.lastError(),
                unknownSince,
                null,
                Duration.ZERO,
                List.of(),
                List.of(),
                work.alerts());
    }

    static Query at(Query query, Instant time) {
        return new Query(query.expression(), time, query.timeout(), query.params(), query.headers());
    }

    static QueryFailure canceled() {
        return new QueryFailure(QueryFailure.Kind.CANCELED, "the rule group was stopped");
    }

    /** @return done when the rule has settled, whether it could be evaluated or not; fails only with a bug */
    Future<Void> evaluate(Instant slot, Instant queryTime) {
        Instant startedAt = ports.clock().now();
        long startNanos = ports.nanoTime().getAsLong();
        return parts.deadline()
                .within(query.timeout(), () -> ports.datasource().query(at(query, queryTime)))
                .compose(result -> take(result, slot, queryTime))
                .transform(done -> {
                    settle(
                            done,
                            slot,
                            startedAt,
                            Duration.ofNanos(ports.nanoTime().getAsLong() - startNanos));
                    return Future.succeededFuture();
                });
    }

    private Future<Answered> take(QueryResult result, Instant slot, Instant queryTime) {
        if (parts.lifecycle().closed()) {
            return Future.failedFuture(canceled());
        }
        return work.take(result, slot, queryTime).map(taken -> new Answered(result, taken));
    }

    private void settle(AsyncResult<Answered> done, Instant slot, Instant startedAt, Duration duration) {
        if (parts.lifecycle().closed() || isCanceled(done.cause())) {
            return;
        }
        lastDuration = duration;
        if (done.succeeded()) {
            succeeded(done.result(), slot, startedAt);
        } else {
            failed(done.cause(), slot, startedAt);
        }
    }

    private static boolean isCanceled(@Nullable Throwable cause) {
        return cause instanceof QueryFailure failure && failure.kind() == QueryFailure.Kind.CANCELED;
    }

    private void succeeded(Answered answered, Instant slot, Instant startedAt) {
        if (unknownSince != null) {
            LOG.atInfo()
                    .addKeyValue("rule_group", group.id())
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("unknown_since", unknownSince)
                    .log("Rule evaluates again");
            parts.journal().known(identity);
            ports.decisions().record(new RuleRecord.Recovered(slot, name(), unknownSince));
            unknownSince = null;
        }
        lastSuccess = slot;
        lastSamples = answered.result().samples().size();
        String error = answered.taken().error();
        publish(
                error == null ? RuleHealth.OK : RuleHealth.ERR,
                error,
                startedAt,
                answered.allWarnings(),
                answered.result().infos());
        ports.observer().ruleEvaluated(group, rule, lastDuration, null);
    }

    private void failed(Throwable cause, Instant slot, Instant startedAt) {
        String error = describe(cause);
        if (unknownSince == null) {
            unknownSince = startedAt;
            failedBefore = false;
            clockAhead = Duration.ZERO;
            parts.journal().unknownSince(identity, startedAt, error);
            ports.decisions().record(new RuleRecord.Failing(startedAt, name(), error));
            LOG.atWarn()
                    .addKeyValue("rule_group", group.id())
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("error", error)
                    .log("Rule cannot be evaluated; its alerts stay as they are");
        } else if (!error.equals(snapshot.lastError())) {
            LOG.atDebug()
                    .addKeyValue("rule_group", group.id())
                    .addKeyValue("rule", rule.name())
                    .addKeyValue("error", error)
                    .log("Rule still cannot be evaluated");
        }
        lastSamples = 0;
        work.keepAlive(parts.sendTime().of(slot));
        publish(RuleHealth.ERR, error, startedAt, List.of(), List.of());
        ports.observer()
                .ruleEvaluated(group, rule, lastDuration, new EvaluationObserver.RuleFailure(error, kind(cause)));
    }

    private RuleRecord.RuleName name() {
        return new RuleRecord.RuleName(group.id(), rule.name());
    }

    private static String describe(Throwable cause) {
        boolean forPeople = cause instanceof QueryFailure || cause instanceof UnusableResult;
        String message = cause.getMessage();
        return forPeople && message != null ? message : cause.toString();
    }

    private static QueryFailure.@Nullable Kind kind(Throwable cause) {
        return cause instanceof QueryFailure failure ? failure.kind() : null;
    }

    private void publish(
            RuleHealth health,
            @Nullable String error,
            @Nullable Instant startedAt,
            List<String> warnings,
            List<String> infos) {
        snapshot = new RuleSnapshot(
                rule, health, error, unknownSince, startedAt, lastDuration, warnings, infos, work.alerts());
    }

    /** Sends at once what nobody in this process was told yet: after a restart, before the first evaluation. */
    void sendRestored(Instant now) {
        lastSuccess = now;
        if (work.alerts().hasUnsent()) {
            keepAlive(now);
        }
    }

    /**
     * Goes on sending when the rule fails, or when its evaluation is overdue because others of the group wait for a data
     * source that does not answer.
     *
     * @param patience from the last success on
     */
    void keepAliveIfOverdue(Instant now, Duration patience) {
        boolean overdue = lastSuccess != null && lastSuccess.plus(patience).isBefore(now);
        if ((unknownSince != null || overdue) && work.alerts().firing() > 0) {
            keepAlive(now);
        }
    }

    private void keepAlive(Instant now) {
        work.keepAlive(now);
        publish();
    }

    /** Only its alerts, and since when it fails, have changed. */
    private void publish() {
        RuleSnapshot last = snapshot;
        publish(last.health(), last.lastError(), last.lastEvaluation(), last.warnings(), last.infos());
    }

    /** As {@link RuleWork#begin}. */
    void begin(ClockStep step, Instant now) {
        work.begin(step, now);
        failedBefore = unknownSince != null && (step.isNone() || unknownSince.isAfter(now));
        moveFailure(step);
        publish();
    }

    /** As {@link RuleWork#moved}. */
    void moved(ClockStep step) {
        work.moved(step);
        if (lastSuccess != null) {
            lastSuccess = lastSuccess.plus(ClockStep.back(step.here()));
        }
        Instant known = unknownSince;
        moveFailure(step);
        if (!Objects.equals(known, unknownSince)) {
            writeFailure();
        }
        publish();
    }

    /** As it is told by the present clock. */
    void writeAll() {
        parts.journal().alerts(identity, work.alerts());
        writeFailure();
    }

    /** Since when it fails goes with the clock as the start of an alert does. */
    private void moveFailure(ClockStep step) {
        if (unknownSince != null) {
            Duration ahead = clockAhead.plus(failedBefore ? step.before() : step.here());
            unknownSince = unknownSince.plus(ClockStep.back(ahead).minus(ClockStep.back(clockAhead)));
            clockAhead = ahead;
        }
    }

    /** What has to survive a reload. */
    RuleState state() {
        return new RuleState(identity, work.alerts(), unknownSince, snapshot.lastError());
    }

    /** Since when it fails is another rule's, or told anew. */
    void writeFailure() {
        if (unknownSince != null) {
            String error = snapshot.lastError();
            parts.journal().unknownSince(identity, unknownSince, error == null ? "" : error);
        }
    }

    /** The latest instant that the rule remembers. */
    Instant lastChange() {
        Instant ofAlerts = work.alerts().lastChange();
        return unknownSince != null && unknownSince.isAfter(ofAlerts) ? unknownSince : ofAlerts;
    }

    RuleIdentity identity() {
        return identity;
    }

    Rule rule() {
        return rule;
    }

    String generatorUrl() {
        return generatorUrl;
    }

    @Nullable
    Instant unknownSince() {
        return unknownSince;
    }

    Duration lastDuration() {
        return lastDuration;
    }

    /** Series in the last result; 0 when the last evaluation failed. */
    long lastSamples() {
        return lastSamples;
    }

    /** Any thread. */
    RuleSnapshot snapshot() {
        return snapshot;
    }

    ActiveAlerts alerts() {
        return work.alerts();
    }

    private record Answered(QueryResult result, Taken taken) {
        List<String> allWarnings() {
            if (taken.warnings().isEmpty()) {
                return result.warnings();
            }
            List<String> all = new ArrayList<>(result.warnings());
            all.addAll(taken.warnings());
            return List.copyOf(all);
        }
    }
}
