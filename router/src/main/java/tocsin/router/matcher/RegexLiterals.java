package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

/**
 * Where to look for the values that a matcher lets pass: each of them is one of the literals or starts with one of the
 * prefixes. None is empty, so that a label that an alert lacks never passes, and none covers another, so that a value is
 * found under one of them at most.
 *
 * @param exact whether all of these values pass, so that the matcher need not be asked; false when it is not known
 */
record RegexLiterals(List<String> literals, List<String> prefixes, boolean exact) {
    /** Longer expressions are machine-made, and reading them would cost more than it saves. */
    private static final int MAX_REGEX = 8_192;

    RegexLiterals {
        literals = List.copyOf(literals);
        prefixes = List.copyOf(prefixes);
    }

    /** Empty when the matcher may let any value pass, or an absent label, or is not understood. */
    static Optional<RegexLiterals> of(Matcher matcher) {
        if (matcher.op() == Op.EQUAL && !matcher.value().isEmpty()) {
            return Optional.of(new RegexLiterals(List.of(matcher.value()), List.of(), true));
        }
        return matcher.op() == Op.REGEX ? ofRegex(matcher.value()) : Optional.empty();
    }

    private static Optional<RegexLiterals> ofRegex(String regex) {
        if (regex.length() > MAX_REGEX) {
            return Optional.empty();
        }
        RegexParser parsed = RegexParser.read(regex);
        return parsed.beginnings().mayBeEmpty()
                ? Optional.empty()
                : Optional.of(withoutOverlap(parsed.beginnings(), parsed.isExact()));
    }

    /** A prefix sorts right before everything that it covers. */
    private static RegexLiterals withoutOverlap(Beginnings beginnings, boolean exact) {
        List<String> prefixes = new ArrayList<>();
        for (String prefix : new TreeSet<>(beginnings.open())) {
            if (prefixes.isEmpty() || !prefix.startsWith(prefixes.get(prefixes.size() - 1))) {
                prefixes.add(prefix);
            }
        }
        List<String> literals = new TreeSet<>(beginnings.whole())
                .stream()
                        .filter(literal -> prefixes.stream().noneMatch(literal::startsWith))
                        .toList();
        return new RegexLiterals(literals, prefixes, exact);
    }

    /** Whether a value may pass; most of those that do not are turned down. */
    boolean cover(String value) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (value.startsWith(prefixes.get(i))) {
                return true;
            }
        }
        return literals.contains(value);
    }

    int size() {
        return literals.size() + prefixes.size();
    }
}
