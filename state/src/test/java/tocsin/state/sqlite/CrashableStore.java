package tocsin.state.sqlite;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.StateStoreContract;
import tocsin.state.Table;
import tocsin.state.codec.Codec;

/**
 * The real store on real files, step by step, and what a power loss in a step could leave of them.
 *
 * <p>A step is one transaction of the store and the move of the log into the file that it may set off; the first one is what
 * the store does to files that it finds. Between steps the thread of the store stands still, so that the files can be looked at
 * and a seed does the same each time.
 *
 * <p>What is known to be on the disk, and what is not, is what SQLite does: it flushes the log at the end of each transaction
 * (which is asked of a connection like those of the store, so that one with laxer settings loses data here); it moves pages
 * of a flushed log into the file and flushes the file before it begins the log anew, so as long as the log goes on, any of
 * these pages may be old, new or half written; and it flushes the header of a new log before the first frame.
 */
public final class CrashableStore implements AutoCloseable {
    private static final Table<String> NONE = Table.lastWriterWins("none", Codec.text());
    private static final Instant CLOCK = Instant.parse("2026-01-01T00:00:00Z");
    private static final int STEPS_OF_A_SHORT_LOG = 12;

    private static final int FULL = 2;
    private static final int PAGE = 4096;
    private static final int FRAME = 24 + PAGE;

    private final Path directory;
    private final SqliteStateStore store;
    private final boolean flushesEachCommit;
    private final int stepsOfALog;
    private int steps;
    private final ThreadLocal<Executor> caller = ThreadLocal.withInitial(() -> Runnable::run);
    private CountDownLatch gate;

    /** Before the last step. */
    private StateFiles before;

    private StateFiles now;
    /** As much of the log as was flushed for certain before the last step. */
    private byte[] flushedLog;
    /** The file as it was when the log of the last step was begun anew. */
    private byte[] flushedFile;

    private @Nullable Connection reader;

    /**
     * @param certain whether all appends of the last step are on the disk, rather than none of them or all
     * @param tailIsTorn whether some of it is there, but not all, in a way that a reader of the log can see
     * @param how for people
     */
    public record Image(StateFiles files, boolean certain, boolean tailIsTorn, String how) {}

    public CrashableStore(Path directory, StoreObserver observer) {
        this(directory, observer, () -> CLOCK, Integer.MAX_VALUE);
    }

    /**
     * A store of little use, whose log is nonetheless moved into the file now and then.
     *
     * @param clock by which rows expire
     */
    public static CrashableStore withShortLog(Path directory, StoreObserver observer, InstantSource clock) {
        return new CrashableStore(directory, observer, clock, STEPS_OF_A_SHORT_LOG);
    }

    private CrashableStore(Path directory, StoreObserver observer, InstantSource clock, int stepsOfALog) {
        this.directory = directory;
        this.stepsOfALog = stepsOfALog;
        StateFiles found = StateFiles.read(directory);
        this.store =
                SqliteStateStore.open(new SqliteOptions(directory, false, caller::get, clock, "tocsin test"), observer);
        this.flushesEachCommit = flushesEachCommit();
        this.gate = standStill();
        this.now = StateFiles.read(directory);
        // A new file is made in another way, which this does not know.
        this.before = found.database().length == 0 ? now : found;
        this.flushedLog = before.log();
        this.flushedFile = before.database();
    }

    private boolean flushesEachCommit() {
        try (Connection like = Connections.open(directory.resolve(Database.FILE))) {
            return Connections.number(like, "PRAGMA synchronous") >= FULL;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of a table. */
    public <V> void replay(Table<V> table, Consumer<Entry<V>> onEntry) {
        Future<Void> done = store.open(table, onEntry);
        // A long table comes in pages, and the next page queues behind the gate.
        do {
            pass();
        } while (!done.isComplete());
        StateStoreContract.await(done);
    }

    /**
     * One step.
     *
     * @return what became of each append
     */
    public List<Future<Void>> append(List<? extends List<? extends Entry<?>>> appends) {
        before = now;
        List<Future<Void>> written = new ArrayList<>();
        appends.forEach(entries -> written.add(store.append(entries)));
        pass();
        store.awaitLogMove();
        if (++steps % stepsOfALog == 0) {
            moveLog();
        }
        now = StateFiles.read(directory);
        if (!now.hasSameRoundAs(before)) {
            flushedFile = before.database();
            flushedLog = before.log();
        } else if (flushesEachCommit) {
            flushedLog = before.log();
        }
        return written;
    }

    /** As {@link LogMover} does. */
    private void moveLog() {
        try (Connection mover = Connections.open(directory.resolve(Database.FILE))) {
            Connections.number(mover, "PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thread of the store does what waits for it, and stands still again. */
    private void pass() {
        CountDownLatch next = new CountDownLatch(1);
        CountDownLatch reached = queueGate(next);
        gate.countDown();
        await(reached);
        gate = next;
    }

    private CountDownLatch standStill() {
        CountDownLatch next = new CountDownLatch(1);
        await(queueGate(next));
        return next;
    }

    /** @return open when the thread of the store stands at the gate */
    private CountDownLatch queueGate(CountDownLatch until) {
        CountDownLatch reached = new CountDownLatch(1);
        caller.set(task -> {
            reached.countDown();
            await(until);
            task.run();
        });
        store.open(NONE, entry -> {});
        caller.remove();
        return reached;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A slow backup, say: the log cannot begin anew as long as somebody reads what stands there. */
    public void beginToRead() {
        if (reader == null) {
            try {
                reader = Connections.open(directory.resolve(Database.FILE));
                Connections.execute(reader, "BEGIN");
                Connections.number(reader, "SELECT count(*) FROM meta");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public void endToRead() {
        if (reader != null) {
            try {
                reader.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            reader = null;
        }
    }

    /** All of the last step is on the disk. */
    public StateFiles files() {
        return now;
    }

    /** The power fails at some moment of the last step, or right after it. */
    public Image crash(Random random) {
        if (random.nextInt(3) == 0) {
            return crashAfterwards(random);
        }
        if (now.hasSameRoundAs(before)) {
            Tear file = new Tear(flushedFile, before.database(), random);
            byte[] database = file.pages(PAGE);
            return commit(random, database, "the file: " + file.how());
        }
        return random.nextInt(4) == 0 ? header(random) : commit(random, before.database(), "a new log");
    }

    /** The power fails some time after the last step. All of it is on the disk, and the log may be on its way into the file. */
    public Image crashAfterwards(Random random) {
        Tear file = new Tear(flushedFile, now.database(), random);
        byte[] database = file.pages(PAGE);
        return new Image(
                new StateFiles(database, flushesEachCommit ? now.log() : lateLog(random)),
                true,
                false,
                "while the log was moved: " + file.how());
    }

    private byte[] lateLog(Random random) {
        return new Tear(flushedLog, now.log(), random).run(firstFrame(), now.log().length);
    }

    private Image commit(Random random, byte[] database, String how) {
        int from = firstFrame();
        int until = endOfFrames(from);
        Tear tear = new Tear(headed(), now.log(), random);
        byte[] log = tear.run(from, until);
        int kept = Arrays.mismatch(log, now.log());
        boolean torn = kept >= from + 24 && kept < until - 1 && tear.how().startsWith("the first");
        return new Image(new StateFiles(database, log), false, torn, how + ", the log: " + tear.how());
    }

    /** The header is there before the frames. */
    private byte[] headed() {
        if (now.hasSameRoundAs(before)) {
            return flushedLog;
        }
        byte[] log = Arrays.copyOf(before.log(), Math.max(before.log().length, StateFiles.LOG_HEADER));
        System.arraycopy(now.log(), 0, log, 0, StateFiles.LOG_HEADER);
        return log;
    }

    private Image header(Random random) {
        byte[] log = Arrays.copyOf(before.log(), Math.max(before.log().length, StateFiles.LOG_HEADER));
        int bytes = random.nextInt(StateFiles.LOG_HEADER);
        System.arraycopy(now.log(), 0, log, 0, bytes);
        return new Image(
                new StateFiles(before.database(), log), false, false, bytes + " bytes of the header of a new log");
    }

    /** Where the first frame of the step begins. */
    private int firstFrame() {
        if (!now.hasSameRoundAs(before)) {
            return StateFiles.LOG_HEADER;
        }
        int differs = Arrays.mismatch(flushedLog, now.log());
        return differs < 0 ? now.log().length : frameAt(differs);
    }

    private int endOfFrames(int from) {
        byte[] old = headed();
        byte[] log = now.log();
        int end = log.length;
        while (end > from && end <= old.length && old[end - 1] == log[end - 1]) {
            end--;
        }
        return end <= from ? from : Math.min(log.length, frameAt(end - 1) + FRAME);
    }

    private static int frameAt(int position) {
        return StateFiles.LOG_HEADER + (position - StateFiles.LOG_HEADER) / FRAME * FRAME;
    }

    @Override
    public void close() {
        endToRead();
        Future<Void> closed = store.close();
        gate.countDown();
        StateStoreContract.await(closed);
    }
}
