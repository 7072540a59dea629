package tocsin.evaluator.recording;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import tocsin.evaluator.query.Sample;

/** Stores the series of recording rules. Called on the contexts of rule groups, so on several. */
public interface SeriesSink {
    /** Nowhere to store them: recording rules are evaluated, and their results are let go. */
    SeriesSink NO_TARGET = (series, timestamp) -> Future.succeededFuture();

    /**
     * @param series floats, each label set once
     * @param timestamp of every sample: the slot minus the query offset
     * @return done when the sink has taken them over; fails when it could not, which makes the rule unhealthy
     */
    Future<Void> write(List<Sample> series, Instant timestamp);
}
