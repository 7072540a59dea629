package tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Advance;
import tocsin.evaluator.alerting.AlertPolicy;
import tocsin.evaluator.alerting.Occurrence;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/**
 * One evaluation of one rule with very many alerts. As the label sets of a new evaluation are new objects whose hash is
 * still to be computed, each invocation gets fresh ones, made outside of the measured time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 30)
@Measurement(iterations = 50)
public class ActiveAlertsBenchmark {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final AlertPolicy POLICY =
            new AlertPolicy(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(4), 0);

    @Param("100000")
    public int series;

    private final Annotations annotations = Annotations.of("summary", "a pod is over its limit");
    private ActiveAlerts firing = ActiveAlerts.none();
    private ActiveAlerts firingOtherwise = ActiveAlerts.none();
    private List<Occurrence> again = List.of();

    @Setup
    public void fire() {
        firing = advance(ActiveAlerts.none(), START, occurrences(1)).alerts();
        firingOtherwise = advance(ActiveAlerts.none(), START, occurrences(2)).alerts();
    }

    @Setup(Level.Invocation)
    public void evaluate() {
        again = occurrences(1);
    }

    private List<Occurrence> occurrences(double value) {
        List<Occurrence> occurrences = new ArrayList<>(series);
        for (int i = 0; i < series; i++) {
            Labels labels = StubSeries.labels(0, i).toBuilder()
                    .remove(Labels.METRIC_NAME)
                    .set(Labels.ALERT_NAME, "StubAlert")
                    .build();
            occurrences.add(new Occurrence(labels, annotations, value));
        }
        return occurrences;
    }

    private static Advance advance(ActiveAlerts alerts, Instant time, List<Occurrence> occurrences) {
        return alerts.advance(POLICY, time, time, occurrences);
    }

    /** Nothing: what {@link CpuProfiler} counts with the others because it happens in between. */
    @Benchmark
    public List<Occurrence> only_fresh_label_sets() {
        return again;
    }

    /** All are new, fire at once and are sent. */
    @Benchmark
    public Advance all_begin() {
        return advance(ActiveAlerts.none(), START, again);
    }

    /** All fire already, with the value they had, and nothing is due to be sent: the usual case. */
    @Benchmark
    public Advance nothing_changed() {
        return advance(firing, START.plus(INTERVAL), again);
    }

    @Benchmark
    public Advance all_values_changed() {
        return advance(firingOtherwise, START.plus(INTERVAL), again);
    }

    @Benchmark
    public Advance all_are_sent_again() {
        return advance(firing, START.plus(INTERVAL.multipliedBy(7)), again);
    }

    @Benchmark
    public Advance all_end() {
        return advance(firing, START.plus(INTERVAL), List.of());
    }
}
