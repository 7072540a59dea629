package tocsin.evaluator.query;

import java.time.Instant;
import java.util.Objects;
import tocsin.model.Labels;

/**
 * The newest sample of one series of a range vector.
 *
 * @param labels with {@code __name__} where the data source gives it
 * @param at of the sample; whole milliseconds
 */
public record LastSample(Labels labels, Instant at, double value) {
    public LastSample {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(at, "at");
    }
}
