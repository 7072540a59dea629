package tocsin.router.inhibit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.matcher.MatcherIndex;
import tocsin.router.pipeline.Gate;

/**
 * The inhibit rules of one configuration over all alerts that the router knows. Owned by the routing context.
 *
 * <p>What is kept are the alerts on the source side of some rule, whether they fire or not, because that depends on the
 * time that is asked about:
 *
 * <pre>
 *   equal labels        values           rule in file order    sources by fingerprint
 *   [cluster, service]  [eu, checkout]   0                     one-sided: a b c    two-sided: d
 *                                        7                     one-sided: b
 *                       [us, checkout]   0                     one-sided: e
 *   []                  []               3                     one-sided: f
 * </pre>
 *
 * A new alert costs a look-up of the source sides, one that is judged a look-up for each combination of {@code equal}
 * labels that rules use, a resend one for each place where the alert stands. None depends on the number of alerts.
 */
public final class Inhibitor implements Gate {
    private final List<InhibitRule> rules;
    private final MatcherIndex<IndexedRule> bySource = new MatcherIndex<>();
    private final List<EqualLabels> equalLabels;
    private final Map<Labels, Source> sources = new HashMap<>();

    public Inhibitor(List<InhibitRule> rules) {
        this.rules = List.copyOf(rules);
        Map<Set<String>, EqualLabels> byNames = new LinkedHashMap<>();
        for (int position = 0; position < rules.size(); position++) {
            InhibitRule rule = rules.get(position);
            EqualLabels equal = byNames.computeIfAbsent(rule.equal(), EqualLabels::new);
            bySource.add(rule.source(), new IndexedRule(rule, position, equal));
        }
        this.equalLabels = List.copyOf(byNames.values());
    }

    /** Takes in a new version of an alert, whether it fires or is resolved. Cheap for an alert that is known. */
    public void update(Alert alert) {
        Source known = sources.get(alert.labels());
        if (known == null) {
            add(alert);
        } else {
            known.endsAt(alert.endsAt());
        }
    }

    private void add(Alert alert) {
        List<SourceTree> trees = new ArrayList<>(0);
        bySource.forEachMatch(alert.labels(), rule -> {
            boolean twoSided = rule.isTarget(alert.labels());
            if (!twoSided || rule.twoSidedSourcesCount()) {
                SourceSet set = rule.equal().findOrMake(alert.labels()).findOrMake(rule);
                trees.add(twoSided ? set.twoSided() : set.oneSided());
            }
        });
        if (!trees.isEmpty()) {
            Source source = new Source(alert);
            source.join(trees);
            sources.put(alert.labels(), source);
        }
    }

    /** The router has forgotten the alert. */
    public void remove(Labels alert) {
        Source source = sources.remove(alert);
        if (source != null) {
            source.leave();
        }
    }

    /**
     * Why the alert with these labels is inhibited at {@code now}; empty when it is not. The first rule in file order
     * decides. Of several sources the same one is named as long as it fires: a one-sided one if there is any, then the
     * one with the least fingerprint.
     */
    public Optional<Inhibition> inhibiting(Labels target, Instant now) {
        InhibitionSearch search = new InhibitionSearch(target, now);
        for (EqualLabels equal : equalLabels) {
            EqualValues place = equal.find(target);
            if (place != null) {
                place.search(search);
            }
        }
        return search.found();
    }

    /**
     * When the last source ends that inhibits the alert with these labels, if no alert arrives: until then it is inhibited,
     * from then on it is not. {@link Instant#MIN} when nothing ever inhibited it, {@link Instant#MAX} while no end is known.
     */
    public Instant inhibitedUntil(Labels target) {
        List<Instant> ends = new ArrayList<>(0);
        for (EqualLabels equal : equalLabels) {
            EqualValues place = equal.find(target);
            if (place != null) {
                place.forEachTargeting(target, set -> ends.add(set.mutedUntil(target)));
            }
        }
        return ends.stream().max(Instant::compareTo).orElse(Instant.MIN);
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

    /** How many alerts are kept as sources; for tests of what is kept. */
    int sourceCount() {
        return sources.size();
    }

    /** How many combinations of values of {@code equal} labels are kept; for tests of what is kept. */
    int placeCount() {
        return equalLabels.stream().mapToInt(EqualLabels::size).sum();
    }
}
