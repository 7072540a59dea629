package tocsin.bench;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.model.Fingerprint;
import tocsin.model.Labels;

/** What one label set of eight labels costs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LabelsBenchmark {
    private static final int SERIES = 4_711;

    private final String[] sorted = StubSeries.pairs(7, SERIES);
    private final String[] unsorted = reversed(sorted);
    private final Map<String, String> map = StubSeries.labels(7, SERIES).toMap();
    private final Labels labels = StubSeries.labels(7, SERIES);
    private final Labels equal = StubSeries.labels(7, SERIES);
    private final Labels neighbour = StubSeries.labels(7, SERIES + 1);
    private final Set<String> groupBy = Set.of("cluster", "namespace");

    private static String[] reversed(String... pairs) {
        String[] turned = new String[pairs.length];
        for (int i = 0; i < pairs.length; i += 2) {
            turned[pairs.length - 2 - i] = pairs[i];
            turned[pairs.length - 1 - i] = pairs[i + 1];
        }
        return turned;
    }

    /** As a decoder does with the labels of most senders. */
    @Benchmark
    public Labels build_from_sorted_pairs() {
        return Labels.ofPairs(sorted, sorted.length);
    }

    @Benchmark
    public Labels build_from_unsorted_pairs() {
        return Labels.ofPairs(unsorted, unsorted.length);
    }

    @Benchmark
    public Labels build_from_a_map() {
        return Labels.of(map);
    }

    /** As an alerting rule does with each sample. */
    @Benchmark
    public Labels derive_an_alert() {
        return labels.toBuilder()
                .remove(Labels.METRIC_NAME)
                .set("severity", "critical")
                .set(Labels.ALERT_NAME, "StubAlert")
                .build();
    }

    /** A fresh set each time, as the fingerprint is computed once for each. */
    @Benchmark
    public Fingerprint fingerprint() {
        return Labels.ofPairs(sorted, sorted.length).fingerprint();
    }

    @Benchmark
    public boolean compare_equal_sets() {
        return labels.equals(equal);
    }

    @Benchmark
    public int order_of_neighbours() {
        return labels.compareTo(neighbour);
    }

    /** The group labels of an alert. */
    @Benchmark
    public Labels keep_two() {
        return labels.keep(groupBy::contains);
    }

    @Benchmark
    public List<String> look_up() {
        return List.of(labels.getOrEmpty("rule"), labels.getOrEmpty("severity"));
    }
}
