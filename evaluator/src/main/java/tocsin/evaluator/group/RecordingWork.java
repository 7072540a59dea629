package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.recording.RecordedSeries;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.rules.RecordingRule;

/** Stores what a recording rule computes. */
final class RecordingWork implements RuleWork {
    private final RecordingRule rule;
    private final long limit;
    private final SeriesSink sink;
    private final Deadline deadline;
    private final Duration timeout;

    RecordingWork(RecordingRule rule, long limit, SeriesSink sink, Deadline deadline, Duration timeout) {
        this.rule = rule;
        this.limit = limit;
        this.sink = sink;
        this.deadline = deadline;
        this.timeout = timeout;
    }

    @Override
    public Future<Taken> take(QueryResult result, Instant slot, Instant queryTime) {
        RecordedSeries recorded = RecordedSeries.of(rule, result.samples(), limit);
        if (recorded.error() != null) {
            return Future.failedFuture(new UnusableResult(recorded.error()));
        }
        List<String> warnings = recorded.histograms() == 0
                ? List.of()
                : List.of("%d of %d samples are native histograms, which cannot be recorded; they were left out"
                        .formatted(recorded.histograms(), result.samples().size()));
        if (recorded.series().isEmpty()) {
            return Future.succeededFuture(Taken.with(warnings));
        }
        return deadline.within(timeout, () -> sink.write(recorded.series(), queryTime))
                .map(written -> Taken.with(warnings));
    }

    @Override
    public ActiveAlerts alerts() {
        return ActiveAlerts.none();
    }

    @Override
    public void keepAlive(Instant now) {
        // A recording rule has nothing that receivers wait for.
    }

    @Override
    public void begin(ClockStep step, Instant now) {
        // Nothing in a recording rule lasts from one slot to the next.
    }

    @Override
    public void moved(ClockStep step) {
        // Nor over a restart.
    }
}
