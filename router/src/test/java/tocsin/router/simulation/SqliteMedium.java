package tocsin.router.simulation;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.sqlite.CrashableStore;
import tocsin.state.sqlite.RamDirectory;
import tocsin.state.sqlite.RecordingObserver;
import tocsin.time.Clock;

/**
 * The real store on real files, in a memory disk. After a crash another store opens the files as a power loss may have left
 * them: what was not flushed is there, is lost, is torn or has wrong bits.
 */
final class SqliteMedium implements SimulatedDisk.Medium {
    private final RamDirectory ram = new RamDirectory();
    private final Clock clock;
    private final List<String> complaints = new ArrayList<>();
    private int lives;
    private RecordingObserver observer = new RecordingObserver();
    private CrashableStore store;

    /** @param clock by which rows expire */
    SqliteMedium(Clock clock) {
        this.clock = clock;
        this.store = CrashableStore.withShortLog(directory(), observer, clock::now);
    }

    private Path directory() {
        return ram.resolve("life " + lives);
    }

    @Override
    public void write(List<List<? extends Entry<?>>> appends) {
        for (Future<Void> each : store.append(appends)) {
            if (!each.succeeded()) {
                throw new IllegalStateException("nothing is wrong with the files", each.cause());
            }
        }
    }

    @Override
    public SimulatedDisk.Outcome crash(List<List<? extends Entry<?>>> underWay, Random random) {
        complaints.clear();
        CrashableStore.Image image = imageAfter(underWay, random);
        next(image);
        String how = image.how();
        if (random.nextInt(4) == 0) {
            CrashableStore.Image second = store.crash(random);
            next(second);
            how += "; and once more, when the next process opened it: " + second.how();
        }
        return new SimulatedDisk.Outcome(kind(image), how, List.copyOf(complaints));
    }

    private CrashableStore.Image imageAfter(List<List<? extends Entry<?>>> underWay, Random random) {
        if (underWay.isEmpty()) {
            return store.crashAfterwards(random);
        }
        write(underWay);
        return store.crash(random);
    }

    private void next(CrashableStore.Image image) {
        complain(false);
        store.close();
        RamDirectory.delete(directory());
        lives++;
        image.files().write(directory());
        observer = new RecordingObserver();
        store = CrashableStore.withShortLog(directory(), observer, clock::now);
        complain(image.tailIsTorn());
    }

    /** The disk is honest, so nothing that was confirmed is damaged, and of what was cut somebody is told. */
    private void complain(boolean tailIsTorn) {
        observer.damages.forEach(damage -> complaints.add("the file is damaged: " + damage));
        observer.setAside.forEach(row -> complaints.add("a row is damaged: " + row));
        observer.upkeep.forEach(cause -> complaints.add("the upkeep failed: " + cause));
        if (tailIsTorn && observer.cuts.isEmpty()) {
            complaints.add("a torn tail was cut without a word");
        }
    }

    private static String kind(CrashableStore.Image image) {
        return image.tailIsTorn() ? "torn logs" : image.certain() ? "logs on their way" : "logs";
    }

    @Override
    public <V> void replay(Table<V> table, Consumer<Entry<V>> onEntry) {
        store.replay(table, onEntry);
    }

    @Override
    public void close() {
        store.close();
        ram.close();
    }
}
