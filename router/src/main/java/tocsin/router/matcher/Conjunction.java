package tocsin.router.matcher;

import java.util.Comparator;
import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

/**
 * Matchers that must all match, and what stands for them.
 *
 * @param tested the matchers that are still open where the conjunction is filed, cheap ones first
 */
record Conjunction<T>(List<Matcher> matchers, List<Matcher> tested, T value) {
    private static final Comparator<Matcher> CHEAP_FIRST =
            Comparator.comparing(matcher -> matcher.op() == Op.REGEX || matcher.op() == Op.NOT_REGEX);

    Conjunction {
        matchers = List.copyOf(matchers);
        tested = tested.stream().sorted(CHEAP_FIRST).toList();
    }

    static <T> Conjunction<T> of(List<Matcher> matchers, T value) {
        return new Conjunction<>(matchers, matchers, value);
    }

    /** @param found known to match for every alert that finds the conjunction */
    Conjunction<T> without(Matcher found) {
        return new Conjunction<>(
                matchers,
                matchers.stream().filter(matcher -> !matcher.equals(found)).toList(),
                value);
    }

    boolean matches(Labels labels) {
        for (int i = 0; i < tested.size(); i++) {
            if (!tested.get(i).matches(labels)) {
                return false;
            }
        }
        return true;
    }

    boolean stands(List<Matcher> wanted, T forValue) {
        return value == forValue && matchers.equals(wanted);
    }
}
