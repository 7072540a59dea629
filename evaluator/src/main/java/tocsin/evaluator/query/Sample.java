package tocsin.evaluator.query;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * One series of an instant vector at the query's time.
 *
 * @param labels with {@code __name__} where the data source gives it
 * @param value 0 for a native histogram
 * @param histogram text form of a native histogram, null for a float
 */
public record Sample(Labels labels, double value, @Nullable String histogram) {
    public Sample {
        Objects.requireNonNull(labels, "labels");
    }

    public Sample(Labels labels, double value) {
        this(labels, value, null);
    }
}
