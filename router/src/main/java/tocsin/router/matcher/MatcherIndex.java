package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * Many conjunctions of matchers, each with a value: which of them match a label set? Silences, inhibit rules and routes ask
 * this of every alert. Owned by the routing context; not thread-safe.
 *
 * @param <T> what stands for one conjunction, compared by identity
 */
public final class MatcherIndex<T> {
    private record Indexed<T>(List<Matcher> matchers, T value) {}

    private final List<Indexed<T>> all = new ArrayList<>();

    /** @param matchers all must match; empty matches everything */
    public void add(List<Matcher> matchers, T value) {
        all.add(new Indexed<>(List.copyOf(matchers), value));
    }

    /** Takes back one {@link #add} with equal matchers and the same value. */
    public void remove(List<Matcher> matchers, T value) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).value() == value && all.get(i).matchers().equals(matchers)) {
                all.remove(i);
                return;
            }
        }
    }

    /** Tells the value of each conjunction that matches, in no particular order. */
    public void forEachMatch(Labels labels, Consumer<? super T> action) {
        for (Indexed<T> indexed : all) {
            if (indexed.matchers().stream().allMatch(matcher -> matcher.matches(labels))) {
                action.accept(indexed.value());
            }
        }
    }

    public int size() {
        return all.size();
    }
}
