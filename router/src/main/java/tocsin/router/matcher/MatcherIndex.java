package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * Many conjunctions of matchers, each with a value: which of them match a label set? Silences, inhibit rules and routes ask
 * this of every alert. Owned by the routing context; not thread-safe, and a look-up may remember what it found out.
 *
 * <p>A few conjunctions are tested one by one. From {@value #SCANNED} on each is filed under one of its matchers, and a
 * look-up walks the labels of the alert and tests only what it finds there:
 *
 * <pre>
 *   {alertname="Down", instance="a:1"}       under instance: the literal "a:1"
 *   {cluster="eu", pod=~"api-7d9f-.*"}       under pod: the prefix "api-7d9f-"
 *   {job=~"api|web", severity!="info"}       under job: the literals "api" and "web"
 *   {pod=~".*-canary", severity!="info"}     behind pod=~".*-canary", tested once for each value of pod
 *   {}                                       tested always
 * </pre>
 *
 * @param <T> what stands for one conjunction, compared by identity
 */
public final class MatcherIndex<T> {
    private static final int SCANNED = 8;

    private final List<Conjunction<T>> scanned = new ArrayList<>(1);
    private @Nullable FiledConjunctions<T> filed;
    private int size;

    /** @param matchers all must match; empty matches everything */
    public void add(List<Matcher> matchers, T value) {
        Conjunction<T> conjunction = Conjunction.of(matchers, value);
        size++;
        if (filed != null) {
            filed.add(conjunction);
            return;
        }
        scanned.add(conjunction);
        if (size > SCANNED) {
            FiledConjunctions<T> all = new FiledConjunctions<>();
            scanned.forEach(all::add);
            scanned.clear();
            filed = all;
        }
    }

    /** Takes back one {@link #add} with equal matchers and the same value. Nothing happens when there was none. */
    public void remove(List<Matcher> matchers, T value) {
        boolean removed = filed == null ? removeOne(scanned, matchers, value) : filed.remove(matchers, value);
        if (removed) {
            size--;
        }
        if (size == 0) {
            filed = null;
        }
    }

    /** Tells the value of each conjunction that matches, in no particular order. The action must not change the index. */
    public void forEachMatch(Labels labels, Consumer<? super T> action) {
        if (filed == null) {
            forEachMatch(scanned, labels, action);
        } else {
            filed.forEachMatch(labels, action);
        }
    }

    public int size() {
        return size;
    }

    static <T> void forEachMatch(List<Conjunction<T>> conjunctions, Labels labels, Consumer<? super T> action) {
        for (int i = 0; i < conjunctions.size(); i++) {
            if (conjunctions.get(i).matches(labels)) {
                action.accept(conjunctions.get(i).value());
            }
        }
    }

    static <T> boolean removeOne(List<Conjunction<T>> conjunctions, List<Matcher> matchers, T value) {
        for (int i = 0; i < conjunctions.size(); i++) {
            if (conjunctions.get(i).stands(matchers, value)) {
                conjunctions.remove(i);
                return true;
            }
        }
        return false;
    }
}
