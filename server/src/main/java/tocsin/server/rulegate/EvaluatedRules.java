package tocsin.server.rulegate;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleRecord;
import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.AlertsChanged;
import tocsin.evaluator.group.RuleRecord.RuleName;
import tocsin.evaluator.group.RuleRecordLog;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.model.Durations;
import tocsin.model.Labels;
import tocsin.router.explain.Effect;
import tocsin.router.explain.Finding;
import tocsin.router.explain.Gate;
import tocsin.router.explain.HistorySource;
import tocsin.router.explain.Words;
import tocsin.rules.AlertingRule;
import tocsin.server.api.RuleGate;
import tocsin.state.codec.TextPool;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.RecordLog;
import tocsin.templates.format.GoFloat;

/**
 * The rule gate out of the snapshots and the records of the evaluator. An alert of a rule is known to the router with external
 * labels, so it is looked for with and without them.
 */
public final class EvaluatedRules implements RuleGate {
    /** Different things may have one key. */
    private static final int SOME = 8;

    private final Supplier<List<GroupSnapshot>> groups;
    private final RecordLog log;
    private final HistorySource.Offload worker;
    private final Labels externalLabels;

    /**
     * The supplier is asked on any thread.
     *
     * @param worker reads records, of which one may have a hundred thousand changes
     */
    public EvaluatedRules(
            Supplier<List<GroupSnapshot>> groups, RecordLog log, HistorySource.Offload worker, Labels externalLabels) {
        this.groups = groups;
        this.log = log;
        this.worker = worker;
        this.externalLabels = externalLabels;
    }

    // Now.

    private record Found(GroupSnapshot group, RuleSnapshot rule, AlertingRule definition, ActiveAlert alert) {}

    @Override
    public Finding now(Labels alert, Instant now) {
        return find(alert).map(found -> finding(found, new Words(now), now)).orElse(NO_RULE);
    }

    private Optional<Found> find(Labels alert) {
        for (GroupSnapshot group : groups.get()) {
            for (RuleSnapshot rule : group.rules()) {
                ActiveAlert active = rule.rule() instanceof AlertingRule ? active(rule, alert) : null;
                if (active != null) {
                    return Optional.of(new Found(group, rule, (AlertingRule) rule.rule(), active));
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable ActiveAlert active(RuleSnapshot rule, Labels alert) {
        ActiveAlert asIs = rule.alerts().get(alert);
        ActiveAlert found = asIs == null ? rule.alerts().get(withoutExternal(alert)) : asIs;
        if (found != null || externalLabels.size() < 2) {
            return found;
        }
        return rule.alerts().all().stream()
                .filter(active -> isSentAs(active.labels(), alert))
                .findFirst()
                .orElse(null);
    }

    private Labels withoutExternal(Labels alert) {
        return alert.keep(name -> !alert.getOrEmpty(name).equals(externalLabels.getOrEmpty(name)));
    }

    /** Some of the external labels may be its own, with the very same values. */
    private boolean isSentAs(Labels ofRule, Labels sent) {
        return ofRule.getOrEmpty(Labels.ALERT_NAME).equals(sent.getOrEmpty(Labels.ALERT_NAME))
                && withExternal(ofRule).equals(sent);
    }

    private Finding finding(Found found, Words words, Instant now) {
        ActiveAlert alert = found.alert();
        String rule = "%s of %s: "
                .formatted(found.rule().rule().name(), found.group().group().id());
        return switch (alert.state()) {
            case PENDING -> pending(found, rule, words, now);
            case FIRING -> finding(Effect.PASSES, rule + firing(found, words) + evaluated(found, words), null);
            case INACTIVE ->
                finding(
                        Effect.PASSES,
                        rule + "resolved at " + time(alert.resolvedAt(), words) + evaluated(found, words),
                        null);
        };
    }

    private static Finding pending(Found found, String rule, Words words, Instant now) {
        Instant fires = firesAt(found);
        boolean overdue = !fires.isAfter(now);
        String text = "pending since %s, value %s; it fires %s (for %s) if the expression still holds then"
                .formatted(
                        words.time(found.alert().activeAt()),
                        GoFloat.shortest(found.alert().value()),
                        overdue ? "at the next evaluation" : "at " + words.time(fires),
                        Durations.print(found.definition().holdDuration()));
        return finding(Effect.WAITS, rule + text + evaluated(found, words), overdue ? null : fires);
    }

    /** The first slot at which the condition has held for long enough. */
    private static Instant firesAt(Found found) {
        Duration hold = found.definition().holdDuration();
        Duration interval = found.group().interval();
        long whole = hold.dividedBy(interval);
        boolean exact = interval.multipliedBy(whole).equals(hold);
        return found.alert().activeAt().plus(interval.multipliedBy(exact ? whole : whole + 1));
    }

    private static String firing(Found found, Words words) {
        ActiveAlert alert = found.alert();
        Instant kept = alert.keepFiringSince();
        String since =
                "fires since %s, value %s".formatted(time(alert.firedAt(), words), GoFloat.shortest(alert.value()));
        return kept == null
                ? since
                : "%s; the expression does not hold since %s, and keep_firing_for keeps it until %s"
                        .formatted(
                                since,
                                words.time(kept),
                                words.time(kept.plus(found.definition().keepFiringFor())));
    }

    private static String evaluated(Found found, Words words) {
        RuleSnapshot rule = found.rule();
        Instant unknown = rule.unknownSince();
        if (unknown != null) {
            return "; the rule cannot be evaluated since %s (%s), and its alerts stay as they are"
                    .formatted(words.time(unknown), rule.lastError());
        }
        Instant last = rule.lastEvaluation();
        return last == null
                ? "; restored, and not evaluated yet by this process"
                : "; last evaluated at " + words.time(last);
    }

    private static String time(@Nullable Instant at, Words words) {
        return at == null ? "an unknown time" : words.time(at);
    }

    private static Finding finding(Effect effect, String text, @Nullable Instant until) {
        return new Finding(Gate.RULE, effect, text, until, List.of());
    }

    @Override
    public List<Labels> alerts() {
        return groups.get().stream()
                .flatMap(group -> group.rules().stream())
                .flatMap(rule -> rule.alerts().all().stream())
                .map(alert -> withExternal(alert.labels()))
                .toList();
    }

    /** What an alert has itself stays, as when it is sent. */
    private Labels withExternal(Labels alert) {
        if (externalLabels.isEmpty()) {
            return alert;
        }
        Labels.Builder labels = externalLabels.toBuilder();
        alert.forEach(labels::set);
        return labels.build();
    }

    // Then.

    private record Seen(AlertsChanged record, AlertChange change) {}

    @Override
    public Future<Finding> at(Labels alert, Instant at) {
        return last(alert, alert, at)
                .compose(seen -> seen.isPresent() ? Future.succeededFuture(seen) : last(alert, withExternal(alert), at))
                .compose(seen -> seen.map(last -> told(last, at))
                        .orElseGet(() -> Future.succeededFuture(finding(
                                Effect.UNKNOWN,
                                "no decision of a rule about this alert is on record up to then",
                                null))));
    }

    private Future<Finding> told(Seen last, Instant at) {
        Words words = new Words(at);
        RuleName rule = last.record().rule();
        boolean pending = last.change().kind() == RuleRecord.Kind.PENDING;
        String text = "%s of %s: it %s at %s, value %s"
                .formatted(
                        rule.rule(),
                        rule.group(),
                        last.change().kind().text(),
                        words.time(last.record().at()),
                        GoFloat.shortest(last.change().value()));
        return failing(rule, at, words)
                .map(failing -> finding(pending ? Effect.WAITS : Effect.PASSES, text + failing, null));
    }

    private Future<Optional<Seen>> last(Labels alert, Labels sent, Instant at) {
        return find(
                RuleRecordLog.ALERTS,
                RuleRecordLog.key(sent.fingerprint()),
                at,
                found -> found.stream()
                        .filter(AlertsChanged.class::isInstance)
                        .map(AlertsChanged.class::cast)
                        .flatMap(changed -> changed.changes().stream()
                                .filter(change -> change.alert().equals(alert) || isSentAs(change.alert(), alert))
                                .map(change -> new Seen(changed, change)))
                        .findFirst());
    }

    private Future<String> failing(RuleName rule, Instant at, Words words) {
        return find(
                RuleRecordLog.HEALTH,
                RuleRecordLog.key(rule),
                at,
                found -> found.stream()
                        .filter(record -> record.rule().equals(rule))
                        .findFirst()
                        .filter(RuleRecord.Failing.class::isInstance)
                        .map(record ->
                                "; the rule could not be evaluated from %s on (%s), and its alerts stayed as they were"
                                        .formatted(words.time(record.at()), ((RuleRecord.Failing) record).error()))
                        .orElse(""));
    }

    /**
     * The last up to then, the newest first.
     *
     * @param pick looks at all changes of each, of which there may be a hundred thousand
     */
    private <T> Future<T> find(String kind, long key, Instant at, Function<List<RuleRecord>, T> pick) {
        HistorySearch search =
                HistorySearch.of(kind).about(key).between(Instant.MIN, at).most(SOME);
        return log.find(search).compose(found -> worker.run(() -> pick.apply(read(found))));
    }

    private static List<RuleRecord> read(List<FoundRecord> found) {
        TextPool texts = TextPool.create();
        return found.stream()
                .flatMap(each -> RuleRecordLog.read(each.entry(), texts).stream())
                .toList();
    }
}
