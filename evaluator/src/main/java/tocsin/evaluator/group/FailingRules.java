package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Advance;
import tocsin.evaluator.alerting.AlertPolicy;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.evaluator.alerting.Occurrence;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.RuleGroup;

/**
 * The built-in alert about rules of a group that cannot be evaluated. It is an alerting rule like any other, whose result is
 * the rules that fail and whose {@code for} is the error alert delay; rules of one name share an alert.
 */
final class FailingRules {
    static final String ALERT_NAME = "RuleEvaluationFailing";
    static final String GROUP_LABEL = "rule_group";

    private final RuleGroup group;
    private final RuleIdentity identity;
    private final AlertPolicy policy;
    private final boolean on;
    private final GroupParts parts;
    private ActiveAlerts alerts;

    FailingRules(
            RuleGroup group, Duration errorAlertAfter, AlertPolicy resend, GroupParts parts, ActiveAlerts inherited) {
        this.group = group;
        this.identity = RuleIdentity.failing(group);
        this.policy = new AlertPolicy(errorAlertAfter, Duration.ZERO, resend.resendDelay(), resend.validity(), 0);
        this.on = !errorAlertAfter.isZero();
        this.parts = parts;
        this.alerts = inherited;
    }

    void advance(Instant now, List<RuleRunner> rules) {
        Map<String, RuleRunner> failing = on ? failing(rules) : Map.of();
        if (failing.isEmpty() && alerts.isEmpty()) {
            return;
        }
        List<Occurrence> result =
                failing.values().stream().map(this::occurrence).toList();
        keep(alerts.advance(policy, now, now, result), now, failing);
    }

    void sendRestored(Instant now) {
        if (alerts.hasUnsent()) {
            keep(alerts.keepAlive(policy, now), now, Map.of());
        }
    }

    private static Map<String, RuleRunner> failing(List<RuleRunner> rules) {
        Map<String, RuleRunner> failing = new LinkedHashMap<>();
        for (RuleRunner rule : rules) {
            if (rule.unknownSince() != null) {
                failing.merge(rule.rule().name(), rule, FailingRules::earlier);
            }
        }
        return failing;
    }

    private static RuleRunner earlier(RuleRunner left, RuleRunner right) {
        return since(right).isBefore(since(left)) ? right : left;
    }

    private static Instant since(RuleRunner rule) {
        Instant since = rule.unknownSince();
        return since == null ? Instant.MAX : since;
    }

    private Occurrence occurrence(RuleRunner rule) {
        String name = rule.rule().name();
        int kept = rule.alerts().pending() + rule.alerts().firing();
        return new Occurrence(
                Labels.of(
                        Labels.ALERT_NAME,
                        ALERT_NAME,
                        GROUP_LABEL,
                        group.id(),
                        "rule",
                        name,
                        "file",
                        group.file(),
                        "severity",
                        "warning"),
                Annotations.of(
                        "summary",
                        "Rule %s cannot be evaluated".formatted(name),
                        "description",
                        "Rule %s of group %s in %s has failed since %s. %sThe last error: %s"
                                .formatted(
                                        name,
                                        group.name(),
                                        group.file(),
                                        since(rule),
                                        kept(kept),
                                        rule.snapshot().lastError())),
                1);
    }

    /** A recording rule has no alerts, and neither has a rule beyond its limit. */
    private static String kept(int alerts) {
        return switch (alerts) {
            case 0 -> "";
            case 1 -> "Until it evaluates again its active alert stays as it was. ";
            default -> "Until it evaluates again its %d active alerts stay as they were. ".formatted(alerts);
        };
    }

    private void keep(Advance advance, Instant now, Map<String, RuleRunner> failing) {
        alerts = advance.alerts();
        parts.journal().alerts(identity, alerts, advance.transitions());
        Map<String, List<ActiveAlert>> byUrl = new LinkedHashMap<>();
        advance.toSend()
                .forEach(alert -> byUrl.computeIfAbsent(
                                url(failing.get(alert.labels().getOrEmpty("rule"))), url -> new ArrayList<>())
                        .add(alert));
        byUrl.forEach((url, sent) -> parts.sender().send(sent, url, now));
    }

    private static String url(@Nullable RuleRunner rule) {
        return rule == null ? "" : rule.generatorUrl();
    }

    /** As {@link RuleWork#begin}. */
    void begin(ClockStep step, Instant now) {
        alerts = alerts.begun(step, now);
    }

    /** As {@link RuleWork#moved}. */
    void moved(ClockStep step) {
        Advance moved = alerts.moved(step);
        alerts = moved.alerts();
        parts.journal().alerts(identity, alerts, moved.transitions());
    }

    /** As it is told by the present clock. */
    void writeAll() {
        parts.journal().alerts(identity, alerts);
    }

    RuleState state() {
        return new RuleState(identity, alerts, null, null);
    }
}
