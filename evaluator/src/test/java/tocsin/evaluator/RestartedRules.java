package tocsin.evaluator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.group.EvaluationObserver;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.group.ForRestoreOptions;
import tocsin.evaluator.group.RuleRecord;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.evaluator.template.Expanders;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.Table;
import tocsin.time.SimulatedTime;

/** An evaluator that dies and begins again on its store, in virtual time; it begins at 03:00:30. */
final class RestartedRules {
    private static final Duration STEP = Duration.ofSeconds(10);

    private final SimulatedTime time = new SimulatedTime(at("03:00:30"));
    private final Function<Answers, StateStore> disk;
    private final FakeDatasource datasource = new FakeDatasource();
    private final List<Told> told = new ArrayList<>();
    private final List<RuleRecord> decided = new ArrayList<>();
    private Labels external = Labels.empty();
    private List<Alert> believed = List.of();
    private List<Alert> ended = List.of();
    private Instant validUntil = Instant.MIN;
    private @Nullable Instant lastWritten;
    private @Nullable Run process;

    RestartedRules(Function<Answers, StateStore> disk) {
        this.disk = disk;
    }

    static Instant at(String time) {
        return Instant.parse("2026-01-02T" + time + "Z");
    }

    /** A hand-over to receivers. */
    record Told(
            Instant at,
            Labels alert,
            Instant startsAt,
            @Nullable Instant endsAt) {}

    /** Runs what another thread answers, when the test asks for it. */
    static final class Answers implements Executor {
        private final LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
        private volatile boolean used;

        @Override
        public void execute(Runnable answer) {
            used = true;
            waiting.add(answer);
        }

        /** Whether another thread answers at all. */
        boolean used() {
            return used;
        }

        void run() {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }

        <T> T await(Future<T> future) {
            try {
                while (!future.isComplete()) {
                    Runnable next = waiting.poll(20, TimeUnit.SECONDS);
                    if (next == null) {
                        throw new AssertionError("no answer of the store");
                    }
                    next.run();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (future.failed()) {
                throw new AssertionError(future.cause());
            }
            return future.result();
        }
    }

    private record Run(Answers answers, Mortal store, RuleEngine engine) {}

    /** What a process has of the store: after its death nothing is written any more. */
    private final class Mortal implements StateStore {
        private final StateStore store;
        private boolean dead;
        private Future<Void> lastAppend = Future.succeededFuture();

        Mortal(StateStore store) {
            this.store = store;
        }

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return store.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            if (dead) {
                return Promise.<Void>promise().future();
            }
            lastWritten = time.now();
            lastAppend = store.append(entries);
            return lastAppend;
        }

        @Override
        public Future<Void> close() {
            return store.close();
        }
    }

    void start(RuleGroup... groups) {
        Answers answers = new Answers();
        Mortal store = new Mortal(disk.apply(answers));
        EvaluationOptions defaults = EvaluationOptions.defaults();
        EvaluationOptions options = new EvaluationOptions(
                defaults.interval(),
                defaults.queryOffset(),
                defaults.evalDelay(),
                defaults.queryTimeout(),
                defaults.resendDelay(),
                defaults.errorAlertAfter(),
                external,
                defaults.externalUrl(),
                ForRestoreOptions.DEFAULTS);
        EvaluationPorts ports = new EvaluationPorts(
                datasource,
                this::tell,
                SeriesSink.NO_TARGET,
                Expanders.prometheus(),
                store,
                time,
                time::nanoTime,
                EvaluationObserver.NONE,
                decided::add);
        RuleEngine engine = new RuleEngine(options, ports, time, group -> time);
        process = new Run(answers, store, engine);
        ended = answers.await(engine.start(new RuleSet(List.of(groups)), believed, lastWritten));
        believed = List.of();
        settle();
    }

    private Future<Void> tell(List<RuleAlert> alerts) {
        for (RuleAlert sent : alerts) {
            Alert alert = sent.alert();
            told.add(new Told(time.now(), alert.labels(), alert.startsAt(), alert.endsAt()));
            validUntil = sent.validUntil().isAfter(validUntil) ? sent.validUntil() : validUntil;
        }
        return Future.succeededFuture();
    }

    void reload(RuleGroup... groups) {
        Future<Void> applied = process().engine().apply(new RuleSet(List.of(groups)));
        settle();
        process().answers().await(applied);
    }

    /** What was appended until now stays, and nothing else. */
    void kill() {
        if (process != null) {
            process.store().dead = true;
            stop();
        }
    }

    /** The orderly end. */
    void stop() {
        if (process != null) {
            process.engine().close();
            time.settle();
            process.answers().await(process.store().close());
            process = null;
        }
    }

    private Run process() {
        if (process == null) {
            throw new IllegalStateException("no process runs");
        }
        return process;
    }

    private void settle() {
        time.settle();
        process().answers().run();
    }

    RestartedRules until(String wallTime) {
        return advance(Duration.between(time.now(), at(wallTime)));
    }

    RestartedRules advance(Duration duration) {
        Duration end = elapsed().plus(duration);
        do {
            Duration left = end.minus(elapsed());
            time.advance(left.compareTo(STEP) > 0 ? STEP : left);
            answer();
        } while (elapsed().compareTo(end) < 0);
        return this;
    }

    /** A disk of another thread answers before virtual time goes on. */
    private void answer() {
        Run run = process;
        if (run != null && run.answers().used()) {
            while (!run.store().lastAppend.isComplete()) {
                run.answers().await(run.store().lastAppend);
                time.settle();
            }
        }
    }

    RestartedRules clock(Duration by) {
        time.jumpWallClock(by);
        return this;
    }

    /** Some other part of the process writes something. */
    void writes() {
        lastWritten = time.now();
    }

    RestartedRules series(String expression, String... instances) {
        datasource.answer(
                expression,
                Arrays.stream(instances)
                        .map(instance -> new Sample(Labels.of("instance", instance), 1))
                        .toArray(Sample[]::new));
        return this;
    }

    RestartedRules away() {
        datasource.down("connection refused");
        return this;
    }

    /** Without any series. */
    RestartedRules back() {
        datasource.up();
        return this;
    }

    FakeDatasource datasource() {
        return datasource;
    }

    RestartedRules external(Labels labels) {
        external = labels;
        return this;
    }

    /** What the router of the next process has. */
    RestartedRules believing(Alert... alerts) {
        believed = List.of(alerts);
        return this;
    }

    RestartedRules forgetTold() {
        told.clear();
        decided.clear();
        return this;
    }

    Instant now() {
        return time.now();
    }

    /** Since the beginning, whatever the wall clock shows. */
    Duration elapsed() {
        return Duration.ofNanos(time.nanoTime());
    }

    List<Told> told() {
        return told;
    }

    List<Told> told(String name) {
        return told.stream()
                .filter(some -> some.alert().getOrEmpty("alertname").equals(name))
                .toList();
    }

    /** The latest end that receivers outside were promised. */
    Instant validUntil() {
        return validUntil;
    }

    /** What the engine gave back to the router at its last start. */
    List<Alert> ended() {
        return ended;
    }

    List<RuleRecord.AlertChange> changes() {
        return decided.stream()
                .filter(RuleRecord.AlertsChanged.class::isInstance)
                .flatMap(record -> ((RuleRecord.AlertsChanged) record).changes().stream())
                .toList();
    }

    private List<RuleSnapshot> rules(String name) {
        return process().engine().snapshots().stream()
                .flatMap(group -> group.rules().stream())
                .filter(rule -> rule.rule().name().equals(name))
                .toList();
    }

    @Nullable
    Instant unknownSince(String rule) {
        return rules(rule).get(0).unknownSince();
    }

    /** All alerts of the only rule of this name. */
    ActiveAlerts alerts(String rule) {
        return rules(rule).get(0).alerts();
    }

    /** The only active alert of the rules of this name. */
    ActiveAlert alert(String rule) {
        List<ActiveAlert> active = rules(rule).stream()
                .flatMap(some -> some.alerts().active().stream())
                .toList();
        if (active.size() != 1) {
            throw new AssertionError("not one alert, but " + active);
        }
        return active.get(0);
    }

    ActiveAlert alert(String rule, Labels labels) {
        return rules(rule).stream()
                .flatMap(some -> some.alerts().all().stream())
                .filter(alert -> alert.labels().equals(labels))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no alert " + labels));
    }
}
