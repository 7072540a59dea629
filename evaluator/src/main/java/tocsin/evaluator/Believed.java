package tocsin.evaluator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.RuleIdentity;
import tocsin.evaluator.send.GeneratorUrl;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;

/**
 * Compares what the router of this process believes to fire after a restart with what rules know.
 *
 * <p>Such an alert has no end but the one that its rule tells. If the rule lost it, it would fire for ever: the process was
 * killed after a rule's state was written and before the router's was, a row could not be written or read again, external
 * labels are others now. So an alert that nobody speaks for goes back to a rule that could have made it, as firing since
 * then, and the rule's next successful evaluation decides. When there is no such rule, it ends.
 */
final class Believed {
    private final RuleSet rules;
    private final Labels externalLabels;
    private final String externalUrl;
    private final StateReplay replay;
    private final Instant now;

    /** @param replay what rules know; gets what goes back to them */
    Believed(RuleSet rules, Labels externalLabels, String externalUrl, StateReplay replay, Instant now) {
        this.rules = rules;
        this.externalLabels = externalLabels;
        this.externalUrl = externalUrl;
        this.replay = replay;
        this.now = now;
    }

    /** @return those that no rule can speak for, ended now */
    List<Alert> reconcile(List<Alert> believed) {
        List<Alert> ended = new ArrayList<>();
        if (believed.isEmpty()) {
            return ended;
        }
        Map<Labels, Spoken> spoken = spoken();
        for (Alert alert : believed) {
            Spoken known = spoken.get(alert.labels());
            if (known != null && known.alert().state() == ActiveAlert.State.PENDING) {
                replay.put(known.rule(), known.alert().fired(alert.startsAt()));
            } else if (known == null && !giveBack(alert)) {
                ended.add(ended(alert));
            }
        }
        return ended;
    }

    private record Spoken(RuleIdentity rule, ActiveAlert alert) {}

    /** What each rule knows, by the labels under which the router has it. */
    private Map<Labels, Spoken> spoken() {
        Map<Labels, Spoken> spoken = new HashMap<>();
        replay.forEach(state -> state.alerts()
                .all()
                .forEach(alert -> spoken.merge(
                        withExternal(alert.labels()),
                        new Spoken(state.rule(), alert),
                        (one, other) -> one.alert().isFiring() ? one : other)));
        return spoken;
    }

    private Alert ended(Alert alert) {
        return alert.withEndsAt(now.isBefore(alert.startsAt()) ? alert.startsAt() : now);
    }

    private boolean giveBack(Alert alert) {
        Optional<Candidate> rule = candidates(alert)
                .max(Comparator.comparing(candidate -> candidate.url().equals(alert.generatorUrl())));
        rule.ifPresent(candidate -> replay.put(candidate.rule(), candidate.alert()));
        return rule.isPresent();
    }

    private record Candidate(RuleIdentity rule, ActiveAlert alert, String url) {}

    private Stream<Candidate> candidates(Alert alert) {
        return rules.groups().stream().flatMap(group -> candidates(alert, group).stream());
    }

    private List<Candidate> candidates(Alert alert, RuleGroup group) {
        List<Candidate> candidates = new ArrayList<>();
        List<RuleIdentity> identities = RuleIdentity.of(group);
        for (int i = 0; i < identities.size(); i++) {
            Rule rule = group.rules().get(i);
            if (rule instanceof AlertingRule alerting) {
                candidate(alert, identities.get(i), alerting).ifPresent(candidates::add);
            }
        }
        RuleIdentity builtIn = RuleIdentity.failing(group);
        Labels own = ownLabels(alert.labels(), Map.of());
        if (builtIn.couldMake(own) && withExternal(own).equals(alert.labels())) {
            candidates.add(new Candidate(builtIn, ActiveAlert.firingSince(alert, own, alert.startsAt()), ""));
        }
        return candidates;
    }

    private Optional<Candidate> candidate(Alert alert, RuleIdentity identity, AlertingRule rule) {
        if (!rule.name().equals(alert.name())) {
            return Optional.empty();
        }
        Labels own = ownLabels(alert.labels(), rule.labels());
        if (!identity.couldMake(own) || !withExternal(own).equals(alert.labels()) || replay.knows(identity, own)) {
            return Optional.empty();
        }
        Instant activeAt = alert.startsAt().minus(rule.holdDuration());
        return Optional.of(new Candidate(
                identity,
                ActiveAlert.firingSince(alert, own, activeAt),
                GeneratorUrl.of(externalUrl, rule.expression().canonical())));
    }

    /** Without the external labels, as they were added on the way out, except what the rule itself sets. */
    private Labels ownLabels(Labels sent, Map<String, String> configured) {
        return sent.keep(name -> configured.containsKey(name)
                || !externalLabels.has(name)
                || !sent.getOrEmpty(name).equals(externalLabels.getOrEmpty(name)));
    }

    private Labels withExternal(Labels own) {
        if (externalLabels.isEmpty()) {
            return own;
        }
        Labels.Builder labels = externalLabels.toBuilder();
        own.forEach(labels::set);
        return labels.build();
    }
}
