package tocsin.bench;

import static tocsin.bench.AlertLabels.is;
import static tocsin.bench.AlertLabels.like;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.matcher.MatcherIndex;

/**
 * One alert against many conjunctions. {@code silences}: seven in ten name an alert and an instance, two a cluster and the
 * beginning of a pod's name, one is a pair of expressions that nothing matches. {@code opaque-name}: expressions that begin
 * with anything, over a label with 200 values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class MatcherIndexBenchmark {
    private static final int ALERTS = 10_000;

    @Param({"10", "100", "1000", "10000"})
    public int conjunctions;

    @Param({"silences", "opaque-name"})
    public String kind = "silences";

    private MatcherIndex<Integer> index = new MatcherIndex<>();
    private List<Labels> alerts = List.of();

    @Setup
    public void fill() {
        index = newIndex();
        alerts = AlertLabels.some(ALERTS);
    }

    private MatcherIndex<Integer> newIndex() {
        MatcherIndex<Integer> filled = new MatcherIndex<>();
        for (int number = 0; number < conjunctions; number++) {
            filled.add(matchers(number), number);
        }
        return filled;
    }

    private List<Matcher> matchers(int number) {
        return switch (kind) {
            case "silences" -> silence(number);
            default -> List.of(like("alertname", ".*ert" + number % 1_000 + "9"), is("region", "eu-west-1"));
        };
    }

    private static List<Matcher> silence(int number) {
        int alert = number * 10;
        return switch (number % 10) {
            case 0, 1 ->
                List.of(
                        is("cluster", "cluster-" + alert % 20),
                        like("pod", "checkout-" + Integer.toHexString(alert % 5_000) + "-.*"));
            case 2 ->
                List.of(
                        like("alertname", "Maintenance.*|Decommission.*"),
                        like("service", "legacy-(batch|cron)-" + number + "[a-f]+"));
            default ->
                List.of(
                        is("alertname", "Alert" + alert % 200),
                        is("instance", "10.0." + alert / 250 % 400 + '.' + alert % 250 + ":9100"));
        };
    }

    @Benchmark
    @OperationsPerInvocation(ALERTS)
    public void match(Blackhole blackhole) {
        for (Labels alert : alerts) {
            index.forEachMatch(alert, blackhole::consume);
        }
    }

    /** All of them are parsed and filed. */
    @Benchmark
    public MatcherIndex<Integer> build() {
        return newIndex();
    }
}
