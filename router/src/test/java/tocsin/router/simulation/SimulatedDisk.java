package tocsin.router.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.Table;

/**
 * A store on a disk that has its days, in simulated time. As the real one it has one writer: it takes all appends that wait,
 * makes one transaction of them, and when that fails tries each alone. A crash loses what waits; the transaction under way is
 * on the disk or is not.
 */
final class SimulatedDisk implements StateStore {
    /** What keeps the rows; the disk decides what comes there, and when. */
    interface Medium {
        /** A transaction; it is there when this returns. */
        void write(List<List<? extends Entry<?>>> appends);

        /**
         * The power fails.
         *
         * @param underWay a transaction that is there afterwards or is not, as the medium likes; empty for none
         */
        void crash(List<List<? extends Entry<?>>> underWay, Random random);

        <V> void replay(Table<V> table, Consumer<Entry<V>> onEntry);
    }

    enum Weather {
        /** A flush takes a millisecond or two. */
        FINE,
        /** Seconds. */
        SLOW,
        /** Longer than anybody waits for it. */
        STUCK,
        /** Nearly nothing can be written. */
        FULL,
        /** Some writes fail, and some of these are on the disk all the same. */
        FLAKY
    }

    private final Timeline timeline;
    private final Trace trace;
    private final Random random;
    private final Medium medium;
    private final Deque<Append> waiting = new ArrayDeque<>();
    private List<Append> underWay = List.of();
    private Weather weather = Weather.FINE;
    private int process;
    /** The last version of each row that was handed in and is not on the disk. */
    private final Map<String, Instant> unwritten = new HashMap<>();
    /** Since when there is one, on the elapsed clock. */
    private long calmUntil;

    private Consumer<List<? extends Entry<?>>> handedIn = entries -> {};

    private record Append(List<? extends Entry<?>> entries, Promise<Void> done) {}

    SimulatedDisk(Timeline timeline, Trace trace, Medium medium, Random random) {
        this.timeline = timeline;
        this.trace = trace;
        this.medium = medium;
        this.random = random;
    }

    /** Is told of all that is handed in, at once. */
    void watch(Consumer<List<? extends Entry<?>>> watcher) {
        handedIn = watcher;
    }

    void weather(Weather next) {
        weather = next;
    }

    Weather weather() {
        return weather;
    }

    boolean isBusy() {
        return !underWay.isEmpty();
    }

    /** Since when, on the elapsed clock, something may have been handed in that is not on the disk. */
    long calmUntil() {
        return unwritten.isEmpty() ? timeline.nanos() : calmUntil;
    }

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        medium.replay(table, onEntry);
        return Future.succeededFuture();
    }

    /** What a new process would read. */
    <V> List<V> rows(Table<V> table) {
        List<V> rows = new ArrayList<>();
        medium.replay(table, entry -> {
            V value = entry.value();
            if (value != null) {
                rows.add(value);
            }
        });
        return rows;
    }

    @Override
    public Future<Void> append(List<? extends Entry<?>> entries) {
        if (!isBusy()) {
            // Else it perhaps waited for what the disk was at.
            calmUntil = calmUntil();
        }
        entries.forEach(entry -> unwritten.merge(row(entry), entry.updatedAt(), SimulatedDisk::later));
        Append append = new Append(List.copyOf(entries), Promise.promise());
        handedIn.accept(append.entries());
        waiting.add(append);
        if (underWay.isEmpty()) {
            begin();
        }
        return append.done().future();
    }

    private void begin() {
        underWay = List.copyOf(waiting);
        waiting.clear();
        int mine = process;
        timeline.after(takes(), () -> {
            if (mine == process) {
                end();
            }
        });
    }

    private Duration takes() {
        long odd = 1L + random.nextInt(999_999);
        return switch (weather) {
            case FINE, FULL -> Duration.ofMillis(random.nextInt(3)).plusNanos(odd);
            case SLOW -> Duration.ofMillis(50 + random.nextInt(4000)).plusNanos(odd);
            case STUCK -> Duration.ofMillis(9000 + random.nextInt(30_000)).plusNanos(odd);
            case FLAKY -> Duration.ofMillis(random.nextInt(300)).plusNanos(odd);
        };
    }

    private void end() {
        List<Append> group = underWay;
        if (fails()) {
            group.forEach(this::alone);
        } else {
            write(group);
            group.forEach(this::succeed);
        }
        underWay = List.of();
        if (!waiting.isEmpty()) {
            begin();
        }
    }

    private void write(List<Append> group) {
        medium.write(entries(group));
        group.forEach(append -> append.entries()
                .forEach(entry -> unwritten.computeIfPresent(
                        row(entry), (row, last) -> last.isAfter(entry.updatedAt()) ? last : null)));
    }

    private static String row(Entry<?> entry) {
        return entry.table().name() + ' ' + entry.key();
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }

    private boolean fails() {
        return switch (weather) {
            case FINE, SLOW, STUCK -> false;
            case FULL -> random.nextInt(8) > 0;
            case FLAKY -> random.nextInt(3) == 0;
        };
    }

    private void alone(Append append) {
        if (!fails()) {
            write(List.of(append));
            succeed(append);
            return;
        }
        boolean writtenAllTheSame = weather == Weather.FLAKY && random.nextBoolean();
        trace.line(() -> "an append of %d rows fails%s"
                .formatted(append.entries().size(), writtenAllTheSame ? ", but is on the disk" : ""));
        if (writtenAllTheSame) {
            write(List.of(append));
        }
        append.done().fail(new IOException(weather == Weather.FULL ? "no space left" : "I/O error"));
    }

    private void succeed(Append append) {
        append.done().complete();
    }

    private static List<List<? extends Entry<?>>> entries(List<Append> group) {
        List<List<? extends Entry<?>>> all = new ArrayList<>();
        group.forEach(append -> all.add(append.entries()));
        return all;
    }

    /** Nobody is told of anything that was under way. */
    void crash() {
        process++;
        medium.crash(entries(underWay), random);
        underWay = List.of();
        waiting.clear();
        unwritten.clear();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
