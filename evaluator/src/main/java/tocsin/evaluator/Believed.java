package tocsin.evaluator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.RuleIdentity;
import tocsin.evaluator.send.GeneratorUrl;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
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
    private final Labels externalLabels;
    private final StateReplay replay;
    private final Instant now;
    private final Map<String, List<Maker>> makers;

    /** @param replay what rules know; gets what goes back to them */
    Believed(RuleSet rules, Labels externalLabels, String externalUrl, StateReplay replay, Instant now) {
        this.externalLabels = externalLabels;
        this.replay = replay;
        this.now = now;
        this.makers = makers(rules, externalUrl);
    }

    /** @return those that no rule can speak for, ended now */
    List<Alert> reconcile(List<Alert> believed) {
        List<Alert> ended = new ArrayList<>();
        Map<Labels, Spoken> spoken = spoken();
        for (Alert alert : believed) {
            Spoken known = spoken.get(alert.labels());
            if (known != null && known.alert().state() == ActiveAlert.State.PENDING) {
                replay.put(known.rule(), known.alert().fired(alert.startsAt()).restored());
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
        Optional<Maker> rule = makers.getOrDefault(alert.name(), List.of()).stream()
                .filter(maker -> couldHaveMade(maker, alert))
                .max(Comparator.comparing(maker -> maker.url().equals(alert.generatorUrl())));
        rule.ifPresent(maker -> {
            Instant activeAt = alert.startsAt().minus(maker.hold());
            replay.put(
                    maker.rule(),
                    ActiveAlert.firingSince(alert, ownLabels(alert.labels(), maker.rule()), activeAt)
                            .restored());
        });
        return rule.isPresent();
    }

    private boolean couldHaveMade(Maker maker, Alert alert) {
        Labels own = ownLabels(alert.labels(), maker.rule());
        return maker.rule().couldMake(own)
                && withExternal(own).equals(alert.labels())
                && !replay.knows(maker.rule(), own);
    }

    /** A rule that makes alerts of one name, with the link to its expression. */
    private record Maker(RuleIdentity rule, Duration hold, String url) {}

    private static Map<String, List<Maker>> makers(RuleSet rules, String externalUrl) {
        Map<String, List<Maker>> makers = new HashMap<>();
        for (RuleGroup group : rules.groups()) {
            List<RuleIdentity> identities = RuleIdentity.of(group);
            for (int i = 0; i < identities.size(); i++) {
                if (group.rules().get(i) instanceof AlertingRule rule) {
                    String url = GeneratorUrl.of(externalUrl, rule.expression().canonical());
                    add(makers, new Maker(identities.get(i), rule.holdDuration(), url));
                }
            }
            add(makers, new Maker(RuleIdentity.failing(group), Duration.ZERO, ""));
        }
        return makers;
    }

    private static void add(Map<String, List<Maker>> makers, Maker maker) {
        makers.computeIfAbsent(maker.rule().name(), name -> new ArrayList<>()).add(maker);
    }

    /** Without the external labels, as they were added on the way out, except what the rule itself sets. */
    private Labels ownLabels(Labels sent, RuleIdentity rule) {
        return sent.keep(name -> rule.labels().containsKey(name)
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
