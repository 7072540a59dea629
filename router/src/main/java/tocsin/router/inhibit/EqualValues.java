package tocsin.router.inhibit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.matcher.MatcherIndex;

/**
 * The rules that have sources with certain values of their {@code equal} labels: all that an alert with these values has
 * to be asked about. Mostly there is one rule; when there are many, they are found by their target side.
 */
final class EqualValues {
    private static final int MANY = 8;

    private final EqualLabels owner;
    private final List<String> values;
    /** In file order. */
    private final List<SourceSet> sets = new ArrayList<>(1);

    private @Nullable MatcherIndex<SourceSet> byTarget;

    EqualValues(EqualLabels owner, List<String> values) {
        this.owner = owner;
        this.values = values;
    }

    SourceSet findOrMake(IndexedRule rule) {
        int at = sets.size();
        while (at > 0 && sets.get(at - 1).rule().position() >= rule.position()) {
            at--;
        }
        if (at < sets.size() && sets.get(at).rule().position() == rule.position()) {
            return sets.get(at);
        }
        SourceSet made = new SourceSet(rule, this);
        sets.add(at, made);
        index(made);
        return made;
    }

    private void index(SourceSet made) {
        if (byTarget != null) {
            byTarget.add(made.rule().rule().target(), made);
        } else if (sets.size() > MANY) {
            MatcherIndex<SourceSet> index = new MatcherIndex<>();
            sets.forEach(set -> index.add(set.rule().rule().target(), set));
            byTarget = index;
        }
    }

    void remove(SourceSet emptied) {
        sets.remove(emptied);
        if (byTarget != null) {
            byTarget.remove(emptied.rule().rule().target(), emptied);
        }
        if (sets.isEmpty()) {
            owner.remove(values);
        }
    }

    void search(InhibitionSearch search) {
        if (byTarget != null) {
            byTarget.forEachMatch(search.target(), search::tryTargetOf);
            return;
        }
        for (int i = 0; i < sets.size() && search.mayImproveWith(sets.get(i)); i++) {
            if (sets.get(i).rule().isTarget(search.target())) {
                search.tryTargetOf(sets.get(i));
            }
        }
    }

    void forEachTargeting(Labels target, Consumer<SourceSet> action) {
        if (byTarget != null) {
            byTarget.forEachMatch(target, action);
            return;
        }
        for (SourceSet set : sets) {
            if (set.rule().isTarget(target)) {
                action.accept(set);
            }
        }
    }
}
