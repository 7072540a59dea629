package tocsin.router.matcher;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the texts begin that a piece of a regular expression matches: each is one of {@code whole}, or starts with one of
 * {@code open}. There may be texts here that the piece does not match, never the other way round. Bounded: what would grow
 * too large is cut off and stays open.
 */
record Beginnings(Set<String> whole, Set<String> open) {
    private static final int MAX_TEXTS = 256;
    private static final int MAX_LENGTH = 256;

    static final Beginnings OF_NOTHING = new Beginnings(Set.of(""), Set.of());
    static final Beginnings OF_ANYTHING = new Beginnings(Set.of(), Set.of(""));

    static Beginnings of(String literal) {
        return new Beginnings(Set.of(literal), Set.of());
    }

    /** This piece, then the next one. */
    Beginnings then(Beginnings next) {
        if (whole.isEmpty() || next.equals(OF_NOTHING)) {
            return this;
        }
        boolean tooMany = open.size() + whole.size() * next.size() > MAX_TEXTS;
        boolean tooLong = whole.stream().anyMatch(text -> text.length() > MAX_LENGTH);
        if (tooMany || tooLong) {
            return opened();
        }
        return new Beginnings(product(whole, next.whole), union(open, product(whole, next.open)));
    }

    /** This piece, or the other one. */
    Beginnings or(Beginnings other) {
        return size() + other.size() > MAX_TEXTS
                ? OF_ANYTHING
                : new Beginnings(union(whole, other.whole), union(open, other.open));
    }

    /** This piece, then anything. */
    Beginnings opened() {
        return new Beginnings(Set.of(), union(open, whole));
    }

    boolean mayBeEmpty() {
        return whole.contains("") || open.contains("");
    }

    private int size() {
        return whole.size() + open.size();
    }

    private static Set<String> product(Set<String> first, Set<String> second) {
        return first.stream()
                .flatMap(left -> second.stream().map(right -> left + right))
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
