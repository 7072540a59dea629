package tocsin.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A test of one label. A label that is absent counts as the empty string, for every operator.
 *
 * <p>Regular expressions are RE2 (linear time) and must match the whole value; they are compiled as
 * {@code ^(?:text)$}, so that {@code foo)|(bar} is accepted as upstream accepts it. Immutable; any thread.
 */
public final class Matcher implements Comparable<Matcher> {
    /** Operators in the order in which matchers of one name and value are sorted. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        REGEX("=~"),
        NOT_REGEX("!~");

        private final String symbol;

        Op(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    private static final Comparator<Matcher> ORDER = Comparator.<Matcher, String>comparing(
                    m -> m.name, Utf8Order::compare)
            .thenComparing(m -> m.value, Utf8Order::compare)
            .thenComparing(m -> m.op);
    private static final String RESERVED = "{}!=~,\\\"'`";

    private final String name;
    private final Op op;
    private final String value;
    private final @Nullable Pattern pattern;
    private final int states;

    /**
     * @param value the text to compare with, or the regular expression as written
     * @throws IllegalArgumentException when a regular expression is not RE2; the message says where
     */
    public Matcher(String name, Op op, String value) {
        this.name = Objects.requireNonNull(name, "name");
        this.op = Objects.requireNonNull(op, "op");
        this.value = Objects.requireNonNull(value, "value");
        if (op == Op.REGEX || op == Op.NOT_REGEX) {
            String whole = "^(?:" + value + ")$";
            this.states = states(whole);
            this.pattern = compile(value, whole);
        } else {
            this.states = 0;
            this.pattern = null;
        }
    }

    private static int states(String whole) {
        RegexLimits limits = new RegexLimits(whole);
        if (limits.problem() != null) {
            throw new IllegalArgumentException(
                    "bad regular expression: %s; write it simpler".formatted(limits.problem()));
        }
        return limits.states();
    }

    private static Pattern compile(String regex, String whole) {
        try {
            return Pattern.compile(whole);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "bad regular expression `%s`: %s".formatted(regex, e.getDescription()), e);
        }
    }

    public String name() {
        return name;
    }

    public Op op() {
        return op;
    }

    public String value() {
        return value;
    }

    /** What it costs: memory, and time for each character of a label. 0 without a regular expression. */
    int states() {
        return states;
    }

    public boolean matches(Labels labels) {
        return matches(labels.getOrEmpty(name));
    }

    /** @param actual the label's value, empty when the label is absent */
    public boolean matches(String actual) {
        return switch (op) {
            case EQUAL -> value.equals(actual);
            case NOT_EQUAL -> !value.equals(actual);
            case REGEX -> found(actual);
            case NOT_REGEX -> !found(actual);
        };
    }

    /** The anchors are in the text: unbalanced text escapes them upstream, so a whole match would differ here. */
    private boolean found(String actual) {
        return Objects.requireNonNull(pattern).matcher(actual).find();
    }

    /** By name, then value, then operator. */
    @Override
    public int compareTo(Matcher other) {
        return ORDER.compare(this, other);
    }

    /** Equal when operator, name and text are equal; two texts of one meaning are different matchers. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher matcher
                && op == matcher.op
                && name.equals(matcher.name)
                && value.equals(matcher.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, op, value);
    }

    /** The form that stands in route keys: {@code name="value"}; Go-quoted throughout when the name needs quotes. */
    @Override
    public String toString() {
        if (needsQuotes(name)) {
            return GoQuote.quote(name) + op.symbol() + GoQuote.quote(value);
        }
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
        return name + op.symbol() + '"' + escaped + '"';
    }

    private static boolean needsQuotes(String name) {
        return name.codePoints().anyMatch(Matcher::isReserved);
    }

    /** Whether a character ends an unquoted name or value in the UTF-8 grammar of matchers. */
    public static boolean isReserved(int codePoint) {
        return RESERVED.indexOf(codePoint) >= 0 || isWhiteSpace(codePoint);
    }

    /** Unicode's White_Space property. */
    public static boolean isWhiteSpace(int codePoint) {
        return Character.isSpaceChar(codePoint) || (codePoint >= 0x09 && codePoint <= 0x0D) || codePoint == 0x85;
    }
}
