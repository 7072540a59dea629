package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * Conjunctions that cannot be filed under values of a label, each behind one matcher of that label: a regular expression
 * that begins with anything, {@code !=}, {@code !~}, or one that an absent label passes. Which of them a value passes is
 * found out once and remembered, because alerts have many values in common. What is remembered is bounded; when it is
 * full it begins anew, which costs no more than remembering nothing.
 */
final class Guarded<T> {
    private static final int MAX_VALUES = 2_048;
    private static final int MAX_PASSED = 1 << 18;

    private record Entry<T>(Matcher guard, Conjunction<T> conjunction) {}

    private final List<Entry<T>> entries = new ArrayList<>();
    private final Map<String, List<Conjunction<T>>> passedByValue = new HashMap<>();
    private int passedCount;

    /** The values that are known are not forgotten: one more silence should not make everything be tested again. */
    void add(Matcher guard, Conjunction<T> conjunction) {
        entries.add(new Entry<>(guard, conjunction));
        passedByValue.forEach((value, passed) -> {
            if (guard.matches(value)) {
                passed.add(conjunction);
                passedCount++;
            }
        });
    }

    /** Whether it was here. */
    boolean remove(List<Matcher> matchers, T value) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).conjunction().stands(matchers, value)) {
                entries.remove(i);
                passedByValue.values().forEach(passed -> {
                    if (MatcherIndex.removeOne(passed, matchers, value)) {
                        passedCount--;
                    }
                });
                return true;
            }
        }
        return false;
    }

    /** @param value of the label, empty when it is absent */
    void forEachMatch(String value, Labels labels, Consumer<? super T> action) {
        List<Conjunction<T>> passed = passedByValue.get(value);
        MatcherIndex.forEachMatch(passed == null ? learn(value) : passed, labels, action);
    }

    private List<Conjunction<T>> learn(String value) {
        List<Conjunction<T>> passed = new ArrayList<>();
        for (Entry<T> entry : entries) {
            if (entry.guard().matches(value)) {
                passed.add(entry.conjunction());
            }
        }
        if (passedByValue.size() >= MAX_VALUES || passedCount + passed.size() > MAX_PASSED) {
            passedByValue.clear();
            passedCount = 0;
        }
        passedByValue.put(value, passed);
        passedCount += passed.size();
        return passed;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }
}
