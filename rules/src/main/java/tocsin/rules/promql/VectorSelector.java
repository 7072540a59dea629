package tocsin.rules.promql;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.model.GoQuote;
import tocsin.model.LabelNames;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.model.Utf8Order;

/**
 * The newest samples of the series that match.
 *
 * @param name the metric name in front of the braces; null when there is none
 * @param matchers those in the braces, a name that stands there included, in the order of their printed form
 */
public record VectorSelector(@Nullable String name, List<Matcher> matchers, TimeModifiers modifiers) implements Expr {
    private static final Comparator<Matcher> BY_TEXT = Comparator.comparing(VectorSelector::text, Utf8Order::compare);

    public VectorSelector {
        Objects.requireNonNull(modifiers, "modifiers");
        matchers = matchers.stream().sorted(BY_TEXT).toList();
    }

    /** The one metric that it selects, wherever the name stands; null when it can be several. */
    public @Nullable String metricName() {
        if (name != null) {
            return name;
        }
        return matchers.stream()
                .filter(matcher -> matcher.op() == Matcher.Op.EQUAL)
                .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                .map(Matcher::value)
                .findFirst()
                .orElse(null);
    }

    /** Whether a series with these labels, {@code __name__} among them, is selected; modifiers do not matter. */
    public boolean matches(Labels labels) {
        boolean nameMatches = name == null || name.equals(labels.getOrEmpty(Labels.METRIC_NAME));
        return nameMatches && matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public void print(StringBuilder target) {
        printSeries(target);
        modifiers.print(target);
    }

    /** Without modifiers. */
    void printSeries(StringBuilder target) {
        if (name != null) {
            target.append(name);
        }
        if (!matchers.isEmpty()) {
            target.append(matchers.stream().map(VectorSelector::text).collect(Collectors.joining(",", "{", "}")));
        }
    }

    VectorSelector with(TimeModifiers other) {
        return new VectorSelector(name, matchers, other);
    }

    private static String text(Matcher matcher) {
        return labelName(matcher.name()) + matcher.op().symbol() + GoQuote.quote(matcher.value());
    }

    /** Quoted unless it is a classic label name. */
    static String labelName(String name) {
        return LabelNames.CLASSIC.isValid(name) ? name : GoQuote.quote(name);
    }
}
