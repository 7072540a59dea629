package tocsin.evaluator.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.model.Labels;
import tocsin.rules.RuleGroup;

/**
 * Which rule of a group takes over what the group knew before a reload or a restart.
 *
 * <p>First each rule takes the state of the rule that it is: same kind, name and configured labels, equal ones in their
 * order. What is left over belonged to rules whose labels were edited, or that are gone. Of those an alert goes to a rule of
 * the same name that could have made it: none of the rule's literal labels speaks against it. Whether that rule does make it,
 * only its next successful evaluation can tell, since labels come from samples and templates, too: there the alert goes on
 * with its old start, or is resolved as any other. Of several such rules the one whose configured labels are most like the
 * old ones takes it. Alerts that no rule could make any more are gone.
 */
final class Succession {
    private final Map<RuleIdentity, RuleState> heirs = new LinkedHashMap<>();
    private final RuleState failing;
    private final List<Inherited> inherited = new ArrayList<>();
    private final List<RuleState> gone = new ArrayList<>();
    private final Set<RuleIdentity> failed = new HashSet<>();

    /**
     * Alerts that another rule goes on with.
     *
     * @param left what the former rule still has of them: what is gone
     */
    record Inherited(RuleIdentity from, ActiveAlerts left, RuleIdentity to, List<ActiveAlert> alerts) {}

    Succession(RuleGroup group, List<RuleState> before) {
        Map<RuleIdentity, RuleState> rest = new LinkedHashMap<>();
        before.forEach(state -> rest.put(state.rule(), state));
        Set<RuleIdentity> known = new HashSet<>();
        for (RuleIdentity rule : RuleIdentity.of(group)) {
            RuleState own = rest.remove(rule);
            heirs.put(rule, own == null ? RuleState.none(rule) : own);
            if (own != null) {
                known.add(rule);
            }
        }
        RuleIdentity builtIn = RuleIdentity.failing(group);
        RuleState ownFailing = rest.remove(builtIn);
        failing = ownFailing == null ? RuleState.none(builtIn) : ownFailing;
        rest.values().forEach(state -> inherit(state, known));
    }

    /** Of each rule of the group, in their order. */
    List<RuleState> states() {
        return List.copyOf(heirs.values());
    }

    /** Of the built-in rule. */
    RuleState failing() {
        return failing;
    }

    List<Inherited> inherited() {
        return inherited;
    }

    /** What no rule speaks for any more. Of a rule whose alerts were all inherited, this is the empty rest. */
    List<RuleState> gone() {
        return gone;
    }

    /** Whether the rule goes on with another's row of failures. */
    boolean inheritedFailure(RuleIdentity rule) {
        return failed.contains(rule);
    }

    /** Whether some rule of the group says that the alert fires. */
    boolean firesElsewhere(Labels alert) {
        return heirs.values().stream().anyMatch(state -> {
            ActiveAlert known = state.alerts().get(alert);
            return known != null && known.isFiring();
        });
    }

    private void inherit(RuleState former, Set<RuleIdentity> known) {
        List<RuleIdentity> namesakes = namesakes(former.rule());
        Map<RuleIdentity, List<ActiveAlert>> taken = new LinkedHashMap<>();
        List<ActiveAlert> left = new ArrayList<>();
        for (ActiveAlert alert : former.alerts().all()) {
            heir(namesakes, alert.labels())
                    .ifPresentOrElse(
                            heir -> taken.computeIfAbsent(heir, rule -> new ArrayList<>())
                                    .add(alert),
                            () -> left.add(alert));
        }
        ActiveAlerts rest = ActiveAlerts.of(left);
        taken.forEach((heir, alerts) -> {
            heirs.put(heir, heirs.getOrDefault(heir, RuleState.none(heir)).with(alerts));
            inherited.add(new Inherited(former.rule(), rest, heir, alerts));
        });
        namesakes.stream()
                .filter(rule -> !known.contains(rule))
                .findFirst()
                .ifPresent(heir -> inheritFailure(former, heir));
        gone.add(new RuleState(former.rule(), rest, former.unknownSince(), former.lastError()));
    }

    /** The most alike first, and else in their order. */
    private List<RuleIdentity> namesakes(RuleIdentity former) {
        return heirs.keySet().stream()
                .filter(former::isNamedAs)
                .sorted(Comparator.<RuleIdentity>comparingInt(rule -> rule.likeness(former))
                        .reversed())
                .toList();
    }

    private Optional<RuleIdentity> heir(List<RuleIdentity> namesakes, Labels alert) {
        return namesakes.stream()
                .filter(rule -> rule.couldMake(alert) && !isKnown(rule, alert))
                .findFirst();
    }

    private boolean isKnown(RuleIdentity rule, Labels alert) {
        RuleState state = heirs.get(rule);
        return state != null && state.alerts().get(alert) != null;
    }

    /** A rule that could not be evaluated is no better for other labels. */
    private void inheritFailure(RuleState former, RuleIdentity heir) {
        Instant since = former.unknownSince();
        if (since != null) {
            failed.add(heir);
            heirs.computeIfPresent(heir, (rule, state) -> failing(state, since, former));
        }
    }

    private static RuleState failing(RuleState state, Instant since, RuleState former) {
        @Nullable Instant own = state.unknownSince();
        return own != null && own.isBefore(since)
                ? state
                : new RuleState(state.rule(), state.alerts(), since, former.lastError());
    }
}
