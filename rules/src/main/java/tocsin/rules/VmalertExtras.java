package tocsin.rules;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Group options that only {@code --rules.dialect=vmalert} accepts.
 *
 * @param evalOffset evaluate exactly at this offset in the interval; null for the hashed offset. Not negative: the
 *     reader has turned {@code -x} into interval minus x.
 * @param evalDelay how far in the past queries look; null for the evaluator's default
 * @param evalAlignment whether the query time is truncated to the interval
 * @param concurrency rules of the group evaluated at once, at least 1
 * @param params extra URL parameters of every query
 * @param headers extra headers of every query, as {@code Name: value}
 * @param notifierHeaders extra headers of notifications to other Alertmanagers, as {@code Name: value}
 */
public record VmalertExtras(
        @Nullable Duration evalOffset,
        @Nullable Duration evalDelay,
        boolean evalAlignment,
        int concurrency,
        Map<String, List<String>> params,
        List<String> headers,
        List<String> notifierHeaders) {
    /** What a Prometheus group has. */
    public static final VmalertExtras NONE = new VmalertExtras(null, null, false, 1, Map.of(), List.of(), List.of());

    public VmalertExtras {
        params = Map.copyOf(params);
        headers = List.copyOf(headers);
        notifierHeaders = List.copyOf(notifierHeaders);
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1: " + concurrency);
        }
    }
}
