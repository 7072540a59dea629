package tocsin.router.matcher;

import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

/**
 * A matcher that is to be tested. An expression costs a microsecond, and most values can be turned down by their first
 * characters.
 *
 * @param places where every value is that matches; null when that is not known, or no cheaper to test
 */
record Condition(Matcher matcher, @Nullable RegexLiterals places) {
    private static final int FEW = 8;

    static Condition of(Matcher matcher) {
        RegexLiterals places = matcher.op() == Op.REGEX
                ? RegexLiterals.of(matcher).filter(found -> found.size() <= FEW).orElse(null)
                : null;
        return new Condition(matcher, places);
    }

    boolean holds(Labels labels) {
        String value = labels.getOrEmpty(matcher.name());
        if (places == null) {
            return matcher.matches(value);
        }
        return places.cover(value) && (places.exact() || matcher.matches(value));
    }

    boolean isExpensive() {
        return matcher.op() == Op.NOT_REGEX || (matcher.op() == Op.REGEX && (places == null || !places.exact()));
    }
}
