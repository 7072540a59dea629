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
    /** What keeps the rows; the disk decides what comes there, and when. Its owner closes it. */
    interface Medium {
        /** A transaction; it is there when this returns. */
        void write(List<List<? extends Entry<?>>> appends);

        /**
         * The power fails.
         *
         * @param underWay a transaction that is there afterwards or is not, as the medium likes; empty for none
         */
        Outcome crash(List<List<? extends Entry<?>>> underWay, Random random);

        <V> void replay(Table<V> table, Consumer<Entry<V>> onEntry);

        default void close() {}
    }

    /**
     * What a crash left.
     *
     * @param kind to count them by
     * @param how for people
     * @param complaints what the next process says of it that no power loss explains
     */
    record Outcome(String kind, String how, List<String> complaints) {}

    enum Weather {
        /** A flush takes a millisecond or two. */
        FINE,
        /** Seconds. */
        SLOW,
        /** Longer than anybody waits for it. */
        STUCK,
        /** Nearly nothing can be written. */
        FULL,
        /** What is small can be written, and what is large cannot; how large that is changes. */
        NEARLY_FULL,
        /** Some writes fail, and some of these are on the disk all the same. */
        FLAKY
    }

    /** Bytes, about: hardly a tombstone fits. */
    private static final long SMALL_ROW = 40;

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

    private long freeSince = Long.MIN_VALUE;

    private long lastFailure = Long.MIN_VALUE;
    /** Something was refused and is not on the disk yet. */
    private boolean behind;

    /** When that was over last, on the elapsed clock. */
    private long caughtUp = -Custody.MAY_WAIT.toNanos();

    /** Bytes of an append that is taken while the disk is nearly full. */
    private long room;

    private final List<Consumer<Entry<?>>> watchers = new ArrayList<>();
    private final List<Consumer<List<Entry<?>>>> readers = new ArrayList<>();

    private record Append(List<? extends Entry<?>> entries, Promise<Void> done) {}

    SimulatedDisk(Timeline timeline, Trace trace, Medium medium, Random random) {
        this.timeline = timeline;
        this.trace = trace;
        this.medium = medium;
        this.random = random;
    }

    /** Is told of all that is handed in, at once. */
    void watch(Consumer<Entry<?>> watcher) {
        watchers.add(watcher);
    }

    /** Is told of each transaction once it is on the disk; what a crash left of the last one it has to read. */
    void watchWritten(Consumer<List<Entry<?>>> reader) {
        readers.add(reader);
    }

    void weather(Weather next) {
        weather = next;
        changeRoom();
    }

    private void changeRoom() {
        room = SMALL_ROW << random.nextInt(8);
    }

    Weather weather() {
        return weather;
    }

    boolean isBusy() {
        return !underWay.isEmpty();
    }

    /** Since when, on the elapsed clock, something may have been handed in, or held back because of that, that is not on the disk. */
    long calmUntil() {
        return unwritten.isEmpty() && !isBehind() ? timeline.nanos() : calmUntil;
    }

    /** Whether what must not come before something that was refused may still wait for it: until a moment after that is on the disk. */
    boolean isBehind() {
        return behind || timeline.nanos() - caughtUp < Custody.MAY_WAIT.toNanos();
    }

    /** When it refused something last, on the elapsed clock; until then what was handed in later may be there, and earlier not. */
    long lastFailure() {
        return lastFailure;
    }

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        medium.replay(table, onEntry);
        return Future.succeededFuture();
    }

    <V> void entries(Table<V> table, Consumer<Entry<V>> onEntry) {
        medium.replay(table, onEntry);
    }

    /** What a new process would read. */
    <V> List<V> rows(Table<V> table) {
        List<V> rows = new ArrayList<>();
        entries(table, entry -> {
            V value = entry.value();
            if (value != null) {
                rows.add(value);
            }
        });
        return rows;
    }

    @Override
    public Future<Void> append(List<? extends Entry<?>> entries) {
        // What comes in the instant in which the disk is free again has waited for it.
        calmUntil = timeline.nanos() == freeSince ? calmUntil : calmUntil();
        entries.forEach(entry -> unwritten.merge(row(entry), entry.updatedAt(), SimulatedDisk::later));
        Append append = new Append(List.copyOf(entries), Promise.promise());
        watchers.forEach(watcher -> append.entries().forEach(watcher));
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
            case FINE, FULL, NEARLY_FULL -> Duration.ofMillis(random.nextInt(3)).plusNanos(odd);
            case SLOW -> Duration.ofMillis(50 + random.nextInt(4000)).plusNanos(odd);
            case STUCK -> Duration.ofMillis(9000 + random.nextInt(30_000)).plusNanos(odd);
            case FLAKY -> Duration.ofMillis(random.nextInt(300)).plusNanos(odd);
        };
    }

    private void end() {
        List<Append> group = underWay;
        freeSince = timeline.nanos();
        if (weather == Weather.NEARLY_FULL && random.nextInt(3) == 0) {
            changeRoom();
        }
        if (fails(group)) {
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
        if (behind && unwritten.isEmpty()) {
            behind = false;
            caughtUp = timeline.nanos();
        }
        List<Entry<?>> written = new ArrayList<>();
        group.forEach(append -> written.addAll(append.entries()));
        readers.forEach(reader -> reader.accept(written));
    }

    private static String row(Entry<?> entry) {
        return entry.table().name() + ' ' + entry.key();
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }

    private boolean fails(List<Append> group) {
        return switch (weather) {
            case FINE, SLOW, STUCK -> false;
            case FULL -> random.nextInt(8) > 0;
            case NEARLY_FULL -> size(group) > room;
            case FLAKY -> random.nextInt(3) == 0;
        };
    }

    private static int size(List<Append> group) {
        return group.stream()
                .flatMap(append -> append.entries().stream())
                .mapToInt(SimulatedDisk::size)
                .sum();
    }

    private static <V> int size(Entry<V> entry) {
        V value = entry.value();
        int length = value == null ? 0 : entry.table().codec().encode(value).length;
        return length + entry.key().length();
    }

    private void alone(Append append) {
        if (!fails(List.of(append))) {
            write(List.of(append));
            succeed(append);
            return;
        }
        lastFailure = timeline.nanos();
        behind = true;
        boolean writtenAllTheSame = weather == Weather.FLAKY && random.nextBoolean();
        trace.line(() -> "an append of %d rows fails%s"
                .formatted(append.entries().size(), writtenAllTheSame ? ", but is on the disk" : ""));
        if (writtenAllTheSame) {
            write(List.of(append));
        }
        append.done().fail(new IOException(weather == Weather.FLAKY ? "I/O error" : "no space left"));
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
    Outcome crash() {
        process++;
        List<Append> cut = underWay;
        Outcome outcome = medium.crash(entries(cut), random);
        trace.line(() -> "of %d appends under way the disk has %s".formatted(cut.size(), outcome.how()));
        underWay = List.of();
        waiting.clear();
        unwritten.clear();
        behind = false;
        return outcome;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
