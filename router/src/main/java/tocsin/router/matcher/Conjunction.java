package tocsin.router.matcher;

import java.util.Comparator;
import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * Matchers that must all match, and what stands for them.
 *
 * @param tested what is still open where the conjunction is filed, cheap ones first
 */
record Conjunction<T>(List<Matcher> matchers, List<Condition> tested, T value) {
    private static final Comparator<Condition> CHEAP_FIRST = Comparator.comparing(Condition::isExpensive);

    Conjunction {
        matchers = List.copyOf(matchers);
        tested = tested.stream().sorted(CHEAP_FIRST).toList();
    }

    static <T> Conjunction<T> of(List<Matcher> matchers, T value) {
        return new Conjunction<>(matchers, matchers.stream().map(Condition::of).toList(), value);
    }

    /** @param found known to match for every alert that finds the conjunction */
    Conjunction<T> without(Matcher found) {
        List<Condition> open = tested.stream()
                .filter(condition -> !condition.matcher().equals(found))
                .toList();
        return new Conjunction<>(matchers, open, value);
    }

    boolean matches(Labels labels) {
        for (int i = 0; i < tested.size(); i++) {
            if (!tested.get(i).holds(labels)) {
                return false;
            }
        }
        return true;
    }

    boolean stands(List<Matcher> wanted, T forValue) {
        return value == forValue && matchers.equals(wanted);
    }
}
