package tocsin.evaluator.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A vector, or a scalar as one sample without labels.
 *
 * @param warnings what the data source warned of; they do not make a rule fail
 * @param infos likewise, less grave
 * @param seriesFetched series that VictoriaMetrics read for the query; null where the data source does not say
 */
public record QueryResult(
        List<Sample> samples,
        List<String> warnings,
        List<String> infos,
        @Nullable Long seriesFetched) {
    public QueryResult {
        samples = List.copyOf(samples);
        warnings = List.copyOf(warnings);
        infos = List.copyOf(infos);
    }

    public static QueryResult of(List<Sample> samples) {
        return new QueryResult(samples, List.of(), List.of(), null);
    }
}
