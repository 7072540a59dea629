package tocsin.evaluator.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An instant query.
 *
 * @param time the instant at which it is evaluated, whatever the wall clock says
 * @param timeout for the whole query, retries included; positive
 * @param params extra URL parameters of the rule group
 * @param headers extra headers of the rule group, as {@code Name: value}
 */
public record Query(
        String expression, Instant time, Duration timeout, Map<String, List<String>> params, List<String> headers) {
    public Query {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(timeout, "timeout");
        params = Map.copyOf(params);
        headers = List.copyOf(headers);
    }

    public Query(String expression, Instant time, Duration timeout) {
        this(expression, time, timeout, Map.of(), List.of());
    }
}
