package tocsin.bench;

import static tocsin.bench.AlertLabels.is;
import static tocsin.bench.AlertLabels.like;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.inhibit.Inhibition;
import tocsin.router.inhibit.Inhibitor;

/**
 * Inhibition of many alerts by many rules, a quarter of the alerts being sources of some. Most rules are about one service;
 * three in ten about an alert that mutes all that is less severe in its cluster and service; one in ten compares the
 * cluster alone and has expressions on both sides. Every operation is one alert, so nothing should grow with the number
 * of alerts.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class InhibitorBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Param({"10", "100", "1000"})
    public int rules;

    @Param({"10000", "100000"})
    public int alerts;

    private final List<Alert> all = new ArrayList<>();
    private Inhibitor inhibitor = new Inhibitor(List.of());
    private int next;
    private int round;

    @Setup
    public void fill() {
        for (int number = 0; number < alerts; number++) {
            all.add(alert(AlertLabels.of(number), START.plusSeconds(300)));
        }
        inhibitor = withAllAlerts();
    }

    private Inhibitor withAllAlerts() {
        List<InhibitRule> configured = new ArrayList<>();
        for (int number = 0; number < rules; number++) {
            configured.add(rule(number));
        }
        Inhibitor filled = new Inhibitor(configured);
        all.forEach(filled::update);
        return filled;
    }

    static InhibitRule rule(int number) {
        String alert = "Alert" + number % 200;
        return switch (number % 10) {
            case 0 ->
                new InhibitRule(
                        null,
                        List.of(like("alertname", alert + "(Down)?"), is("severity", "page")),
                        List.of(like("alertname", "Alert.*" + number % 7), is("severity", "info")),
                        Set.of("cluster"));
            case 1, 2, 3 ->
                new InhibitRule(
                        null,
                        List.of(is("alertname", alert), is("severity", "critical")),
                        List.of(like("severity", "warning|info")),
                        Set.of("cluster", "service"));
            default ->
                new InhibitRule(
                        null,
                        List.of(is("service", "svc-" + number), is("severity", "page")),
                        List.of(is("service", "svc-" + number), like("severity", "warning|info")),
                        Set.of("cluster", "namespace"));
        };
    }

    private static Alert alert(Labels labels, Instant end) {
        return new Alert(labels, Annotations.empty(), START, end, "", START, false, Alert.Origin.API);
    }

    private Alert next() {
        next = (next + 1) % all.size();
        round++;
        return all.get(next);
    }

    /** As at a flush. */
    @Benchmark
    public Optional<Inhibition> judge() {
        return inhibitor.inhibiting(next().labels(), START.plusSeconds(60));
    }

    /** The same alert again, with a later end, then judged. */
    @Benchmark
    public Optional<Inhibition> resend() {
        Alert alert = next();
        inhibitor.update(alert(alert.labels(), START.plusSeconds(300 + round / 1_000)));
        return inhibitor.inhibiting(alert.labels(), START.plusSeconds(60));
    }

    /** An alert is forgotten and comes anew, with the look-up of the rules that have it as a source. */
    @Benchmark
    public Alert comeAnew() {
        Alert alert = next();
        inhibitor.remove(alert.labels());
        inhibitor.update(alert);
        return alert;
    }

    /** All alerts at once, as after a reload; the only one that is about all of them. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 3)
    @Measurement(iterations = 3)
    public Inhibitor reload() {
        return withAllAlerts();
    }
}
