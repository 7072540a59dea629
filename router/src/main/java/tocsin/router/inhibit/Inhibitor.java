package tocsin.router.inhibit;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Gate;

/** The inhibit rules of one configuration over all alerts that the router knows. Owned by the routing context. */
public final class Inhibitor implements Gate {
    private final List<InhibitRule> rules;
    private final Map<Labels, Alert> alerts = new LinkedHashMap<>();

    public Inhibitor(List<InhibitRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Takes in a new version of an alert, whether it fires or is resolved. Cheap for an alert that is known. */
    public void update(Alert alert) {
        alerts.put(alert.labels(), alert);
    }

    /** The router has forgotten the alert. */
    public void remove(Labels alert) {
        alerts.remove(alert);
    }

    /** Why the alert with these labels is inhibited at {@code now}; empty when it is not. */
    public Optional<Inhibition> inhibiting(Labels target, Instant now) {
        for (InhibitRule rule : rules) {
            if (!matches(rule.target(), target)) {
                continue;
            }
            boolean bothSides = matches(rule.source(), target);
            for (Alert source : alerts.values()) {
                if (!source.resolvedAt(now)
                        && matches(rule.source(), source.labels())
                        && !(bothSides && matches(rule.target(), source.labels()))
                        && rule.equal().stream()
                                .allMatch(name -> target.getOrEmpty(name)
                                        .equals(source.labels().getOrEmpty(name)))) {
                    return Optional.of(new Inhibition(rule, source.labels()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean matches(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    @Override
    public SuppressionReason reason() {
        return SuppressionReason.INHIBITION;
    }

    @Override
    public Judge judge(Flush flush) {
        return alert -> inhibiting(alert.labels(), flush.at())
                .map(inhibition -> new Verdict.Muted(
                        SuppressionReason.INHIBITION,
                        List.of(inhibition.source().fingerprint().toString())));
    }

    public int ruleCount() {
        return rules.size();
    }
}
