package tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.journal.JournalObserver;
import tocsin.router.journal.StateJournal;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceObserver;
import tocsin.router.silence.SilenceOptions;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;
import tocsin.router.silence.Silences;
import tocsin.state.MemoryStateStore;
import tocsin.time.Clock;

/**
 * All alerts are asked for their silences, as a flush of all groups or a list of all alerts does. Of ten silences seven name
 * one alert by equality, two by a cluster and a regular expression for a prefix of the pod, and one matches nothing.
 *
 * <p>{@link #firstPass} is what a first flush costs; {@code -prof gc} shows the bytes that the alerts' memory of silences takes
 * at most. The others begin with all alerts known.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
public class SilencesBenchmark {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(8));
    private static final List<String> NAMES =
            List.of("HighRequestLatency", "HighErrorRate", "TargetDown", "HeapAlmostFull");
    private static final int ALERTS_OF_A_SERVICE = 100;

    @Param("10000")
    public int silences;

    @Param("100000")
    public int alerts;

    private final List<Labels> population = new ArrayList<>();

    @Setup
    public void fire() {
        for (int i = 0; i < alerts; i++) {
            Labels alert = alert(i);
            alert.fingerprint();
            population.add(alert);
        }
    }

    /** Silences whom no alert has asked yet. */
    @State(Scope.Thread)
    public static class Unasked {
        private Silences made = empty();

        @Setup(Level.Invocation)
        public void silence(SilencesBenchmark benchmark) {
            made = benchmark.silenced();
        }
    }

    /** Every alert has asked. */
    @State(Scope.Thread)
    public static class Asked {
        private Silences all = empty();
        private List<Silence> list = List.of();

        @Setup
        public void ask(SilencesBenchmark benchmark) {
            all = benchmark.silenced();
            benchmark.ask(all);
            list = all.list();
        }
    }

    private static Silences empty() {
        Clock clock = () -> NOW;
        JournalObserver journalObserver = cause -> {
            throw new IllegalStateException(cause);
        };
        StateJournal journal =
                new StateJournal(new MemoryStateStore(), clock, (delay, task) -> () -> {}, journalObserver);
        return new Silences(journal, clock, SilenceOptions.DEFAULTS, new SilenceObserver() {});
    }

    private Silences silenced() {
        Silences made = empty();
        for (int i = 0; i < silences; i++) {
            made.set(silence(i), ChangeOrigin.PROCESS);
        }
        return made;
    }

    private int ask(Silences asked) {
        int silenced = 0;
        for (Labels alert : population) {
            silenced += asked.silencing(alert, NOW).size();
        }
        return silenced;
    }

    @Benchmark
    public int firstPass(Unasked unasked) {
        return ask(unasked.made);
    }

    @Benchmark
    public int steadyPass(Asked asked) {
        return ask(asked.all);
    }

    @Benchmark
    public int passAfterOneMoreSilence(Asked asked) {
        asked.all.set(silence(1), ChangeOrigin.PROCESS);
        return ask(asked.all);
    }

    @Benchmark
    public int passAfterOneMoreRegexWithoutEquality(Asked asked) {
        asked.all.set(request(new Matcher("pod", Matcher.Op.REGEX, "checkout-api-0001.*")), ChangeOrigin.PROCESS);
        return ask(asked.all);
    }

    @Benchmark
    public int passAfterTwentyMoreSilences(Asked asked) {
        for (int i = 0; i < 20; i++) {
            asked.all.set(silence(i), ChangeOrigin.PROCESS);
        }
        return ask(asked.all);
    }

    @Benchmark
    public int passAfterAnEdit(Asked asked) {
        Silence some = asked.list.get(0);
        asked.all.set(
                new SilenceRequest(
                        some.id(), some.matcherSets(), some.startsAt(), END.plusSeconds(60), "ann", "longer", Map.of()),
                ChangeOrigin.PROCESS);
        return ask(asked.all);
    }

    @Benchmark
    public SilenceOutcome makeAndEnd(Asked asked) {
        String id = asked.all
                .set(silence(2), ChangeOrigin.PROCESS)
                .result()
                .fold(SilencesBenchmark::id, outcome -> "", outcome -> "");
        return asked.all.expire(id, ChangeOrigin.PROCESS).result();
    }

    private static String id(SilenceOutcome.Accepted accepted) {
        return accepted.silence().id();
    }

    @Benchmark
    public List<Silence> list(Asked asked) {
        return asked.all.list();
    }

    private static Labels alert(int i) {
        int service = i / ALERTS_OF_A_SERVICE;
        String name = "checkout-api-%05d".formatted(service);
        return Labels.of(
                "alertname",
                NAMES.get(i % NAMES.size()),
                "cluster",
                "prod-eu-west-" + service % 20,
                "namespace",
                "tenant-" + service % 50,
                "service",
                name,
                "pod",
                pod(i, name),
                "instance",
                "10.%d.%d.%d:9100".formatted(i >> 16 & 255, i >> 8 & 255, i & 255),
                "job",
                "kubernetes-pods",
                "severity",
                i % 10 == 0 ? "critical" : "warning",
                "team",
                "team-" + service % 25,
                "region",
                "eu-west-" + service % 6);
    }

    private static String pod(int i, String service) {
        return "%s-%08x-%05x".formatted(service, (int) (((i + 1) * 0x9E3779B97F4A7C15L) >>> 32), i);
    }

    private SilenceRequest silence(int i) {
        Labels alert = alert((int) ((long) i * Math.max(1, alerts / silences) % alerts));
        if (i % 10 < 7) {
            return request(equal(alert, "alertname"), equal(alert, "instance"));
        }
        if (i % 10 < 9) {
            String pod = alert.getOrEmpty("pod");
            String prefix = pod.substring(0, pod.lastIndexOf('-')) + "-.*";
            return request(equal(alert, "cluster"), new Matcher("pod", Matcher.Op.REGEX, prefix));
        }
        return request(
                new Matcher("alertname", Matcher.Op.REGEX, "Maintenance.*|Decommission.*"),
                new Matcher("service", Matcher.Op.REGEX, "legacy-(batch|cron)-" + i + "[a-f]+"));
    }

    private static Matcher equal(Labels alert, String name) {
        return new Matcher(name, Matcher.Op.EQUAL, alert.getOrEmpty(name));
    }

    private static SilenceRequest request(Matcher... matchers) {
        return new SilenceRequest(null, List.of(List.of(matchers)), null, END, "ann", "planned maintenance", Map.of());
    }
}
