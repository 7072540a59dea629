package tocsin.server.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;

/** What is being monitored: the current value of each series, asked for as {@code metric} or {@code metric > 1}. */
final class Series {
    private static final Pattern EXPRESSION = Pattern.compile("(\\w+)(?: (==|>|<) (\\d+))?");

    private final Map<Labels, Double> values = new LinkedHashMap<>();

    void set(String series, double value) {
        values.put(Names.parse(Labels.METRIC_NAME, series), value);
    }

    void remove(String series) {
        values.remove(Names.parse(Labels.METRIC_NAME, series));
    }

    QueryResult select(String expression) {
        Matcher parts = EXPRESSION.matcher(expression);
        if (!parts.matches()) {
            throw new IllegalArgumentException("stories ask for `metric` or `metric > 1`, not for " + expression);
        }
        List<Sample> samples = new ArrayList<>();
        values.forEach((labels, value) -> {
            boolean named = labels.getOrEmpty(Labels.METRIC_NAME).equals(parts.group(1));
            if (named && (parts.group(2) == null || holds(value, parts.group(2), Double.parseDouble(parts.group(3))))) {
                samples.add(new Sample(labels, value));
            }
        });
        return QueryResult.of(samples);
    }

    private static boolean holds(double value, String operator, double bound) {
        return switch (operator) {
            case ">" -> value > bound;
            case "<" -> value < bound;
            default -> value == bound;
        };
    }
}
