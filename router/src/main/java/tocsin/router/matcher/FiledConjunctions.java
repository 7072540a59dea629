package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

/**
 * Conjunctions, each filed under the matcher that promises the fewest tests when it is added: {@code cluster="eu"} is an
 * equality as well, but by then many others may stand under it.
 */
final class FiledConjunctions<T> {
    /** So many neighbours under one value are worse than an expression whose result is remembered for each value. */
    private static final int CROWDED = 4;

    private final Map<String, ByValue<T>> byName = new HashMap<>();
    private final Map<String, Guarded<T>> guardedByName = new HashMap<>();
    private final List<Conjunction<T>> always = new ArrayList<>(1);

    void add(Conjunction<T> conjunction) {
        Matcher best = mostSelective(conjunction.matchers());
        if (best == null) {
            guardOrScan(conjunction);
            return;
        }
        RegexLiterals places = RegexLiterals.of(best).orElseThrow();
        byName.computeIfAbsent(best.name(), name -> new ByValue<>())
                .add(places, places.exact() ? conjunction.without(best) : conjunction);
    }

    private @Nullable Matcher mostSelective(List<Matcher> matchers) {
        Matcher best = null;
        int least = hasOpenRegex(matchers) ? CROWDED : Integer.MAX_VALUE;
        for (Matcher matcher : matchers) {
            int load = RegexLiterals.of(matcher)
                    .map(places -> load(matcher.name(), places))
                    .orElse(Integer.MAX_VALUE);
            if (load < least) {
                best = matcher;
                least = load;
            }
        }
        return best;
    }

    private int load(String name, RegexLiterals places) {
        ByValue<T> byValue = byName.get(name);
        return byValue == null ? places.size() : byValue.load(places);
    }

    private static boolean hasOpenRegex(List<Matcher> matchers) {
        return matchers.stream().anyMatch(FiledConjunctions::isOpenRegex);
    }

    private static boolean isOpenRegex(Matcher matcher) {
        return matcher.op() == Op.REGEX && RegexLiterals.of(matcher).isEmpty();
    }

    private void guardOrScan(Conjunction<T> conjunction) {
        Matcher guard = guard(conjunction.matchers());
        if (guard == null) {
            always.add(conjunction);
        } else {
            guardedByName.computeIfAbsent(guard.name(), name -> new Guarded<>()).add(guard, conjunction.without(guard));
        }
    }

    /** Expressions that must match let less pass than those that must not. */
    private static @Nullable Matcher guard(List<Matcher> matchers) {
        return matchers.stream()
                .filter(FiledConjunctions::isOpenRegex)
                .findFirst()
                .or(() -> matchers.stream().findFirst())
                .orElse(null);
    }

    /** Whether it was here. Under which matcher depended on what stood there before, so all are asked. */
    boolean remove(List<Matcher> matchers, T value) {
        for (Matcher matcher : matchers) {
            if (removeFiled(matcher, matchers, value) || removeGuarded(matcher, matchers, value)) {
                return true;
            }
        }
        return MatcherIndex.removeOne(always, matchers, value);
    }

    private boolean removeFiled(Matcher under, List<Matcher> matchers, T value) {
        ByValue<T> byValue = byName.get(under.name());
        RegexLiterals places = RegexLiterals.of(under).orElse(null);
        if (byValue == null || places == null || !byValue.remove(places, matchers, value)) {
            return false;
        }
        if (byValue.isEmpty()) {
            byName.remove(under.name());
        }
        return true;
    }

    private boolean removeGuarded(Matcher behind, List<Matcher> matchers, T value) {
        Guarded<T> guarded = guardedByName.get(behind.name());
        if (guarded == null || !guarded.remove(matchers, value)) {
            return false;
        }
        if (guarded.isEmpty()) {
            guardedByName.remove(behind.name());
        }
        return true;
    }

    void forEachMatch(Labels labels, Consumer<? super T> action) {
        for (int i = 0; i < labels.size(); i++) {
            ByValue<T> byValue = byName.get(labels.name(i));
            if (byValue != null) {
                byValue.forEachMatch(labels.value(i), labels, action);
            }
        }
        guardedByName.forEach((name, guarded) -> guarded.forEachMatch(labels.getOrEmpty(name), labels, action));
        MatcherIndex.forEachMatch(always, labels, action);
    }
}
