package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tocsin.state.Entry;
import tocsin.state.StateStoreContract;
import tocsin.state.sqlite.Workload.Row;

/**
 * Random workloads, and for each step what a power loss or a bad disk could leave of it. A failure names the seed that
 * repeats it.
 */
class PowerLossTest {
    private static final int STEPS = 30;

    @Test
    void what_was_acknowledged_survives_a_power_loss_at_any_moment_and_appends_are_whole() {
        Seeds seeds = Seeds.of("tocsin.state", 6);
        Tally tally = seeds.stream()
                .mapToObj(seed -> new Life(seeds.replay(seed), seed).crashes())
                .reduce(new Tally(), Tally::plus);

        assertThat(tally.crashes).isPositive();
        if (!seeds.isSingle()) {
            assertThat(tally.cuts).as("torn tails that were told").isPositive();
            assertThat(tally.moves).as("crashes while the log was moved").isPositive();
            assertThat(tally.rounds).as("logs begun anew").isPositive();
        }
    }

    @Test
    void what_a_bad_disk_destroys_is_told_and_nothing_is_invented() {
        Seeds seeds = Seeds.of("tocsin.state", 6);
        Tally tally = seeds.stream()
                .mapToObj(seed -> new Life(seeds.replay(seed), seed).damages())
                .reduce(new Tally(), Tally::plus);

        assertThat(tally.crashes).isPositive();
        if (!seeds.isSingle()) {
            assertThat(tally.losses).as("losses that were told").isPositive();
        }
    }

    /** How often something was put to the test. */
    private static final class Tally {
        int crashes;
        int cuts;
        int moves;
        int rounds;
        int losses;

        Tally plus(Tally other) {
            Tally sum = new Tally();
            sum.crashes = crashes + other.crashes;
            sum.cuts = cuts + other.cuts;
            sum.moves = moves + other.moves;
            sum.rounds = rounds + other.rounds;
            sum.losses = losses + other.losses;
            return sum;
        }
    }

    /** One store and its workload. */
    private static final class Life {
        private final String replay;
        private final Random random;
        private final Workload workload;
        private final Tally tally = new Tally();

        Life(String replay, long seed) {
            this.replay = replay;
            this.random = new Random(seed);
            this.workload = new Workload(random);
        }

        Tally crashes() {
            return live(this::crash);
        }

        Tally damages() {
            return live(this::damage);
        }

        private Tally live(Looking looking) {
            try (RamDirectory ram = new RamDirectory();
                    CrashableStore store = new CrashableStore(ram.resolve("store"), new RecordingObserver())) {
                StateFiles last = store.files();
                for (int step = 0; step < STEPS; step++) {
                    if (random.nextInt(8) == 0) {
                        store.beginToRead();
                    } else if (random.nextInt(4) == 0) {
                        store.endToRead();
                    }
                    List<List<Entry<?>>> appends = workload.next();
                    store.append(appends).forEach(StateStoreContract::await);
                    tally.rounds += store.files().hasSameRoundAs(last) ? 0 : 1;
                    last = store.files();
                    looking.at(store, ram.resolve("image " + step), replay + ", step " + step);
                    workload.acknowledge();
                }
            }
            return tally;
        }

        private void crash(CrashableStore store, Path directory, String where) {
            CrashableStore.Image image = store.crash(random);
            String as = where + ", " + image.how();
            image.files().write(directory);
            RecordingObserver observer = new RecordingObserver();

            Map<Row, Entry<?>> found = openTwice(directory, observer, as);

            assertThat(observer.damages).as(as).isEmpty();
            assertThat(observer.setAside).as(as).isEmpty();
            List<Map<Row, Entry<?>>> right = new ArrayList<>();
            if (!image.certain()) {
                right.add(workload.acknowledged());
            }
            right.add(workload.appended());
            assertThat(right).as(as).anySatisfy(truth -> assertThat(found).isEqualTo(workload.alive(truth, found)));
            if (image.tailIsTorn()) {
                assertThat(observer.cuts).as(as).isNotEmpty();
            }
            tally.crashes++;
            tally.cuts += image.tailIsTorn() ? 1 : 0;
            tally.moves += image.certain() ? 1 : 0;
        }

        private void damage(CrashableStore store, Path directory, String where) {
            Decay decay = new Decay(store.files(), random);
            StateFiles damaged = decay.files();
            String as = where + ", " + decay.how();
            damaged.write(directory);
            RecordingObserver observer = new RecordingObserver();

            Map<Row, Entry<?>> found = openTwice(directory, observer, as);

            found.forEach((row, entry) ->
                    assertThat(workload.everAppended(row)).as(as).contains(entry));
            Map<Row, Entry<?>> truth = workload.appended();
            boolean lost = !found.equals(workload.alive(truth, found));
            boolean told = !observer.damages.isEmpty() || !observer.setAside.isEmpty() || !observer.cuts.isEmpty();
            if (lost && !decay.endsWithAnAppend()) {
                assertThat(told).as("%s: lost %s", as, difference(truth, found)).isTrue();
                tally.losses++;
            }
            tally.crashes++;
        }

        private static Map<Row, Entry<?>> difference(Map<Row, Entry<?>> truth, Map<Row, Entry<?>> found) {
            Map<Row, Entry<?>> lost = new HashMap<>(truth);
            lost.entrySet().removeAll(found.entrySet());
            return lost;
        }

        /** It goes on: it takes a write, and has the same after an orderly end. */
        private Map<Row, Entry<?>> openTwice(Path directory, RecordingObserver observer, String as) {
            SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);
            Map<Row, Entry<?>> found = Workload.read(store);
            StateStoreContract.await(store.append(List.of(Stores.word("after", 1, "the crash"))));
            StateStoreContract.await(store.close());
            if (random.nextInt(4) == 0) {
                SqliteStateStore again = Stores.open(directory);
                assertThat(Stores.words(again)).as(as).containsEntry("after", "the crash");
                Map<Row, Entry<?>> same = Workload.read(again);
                same.remove(new Row("words", "after"));
                assertThat(same).as(as).isEqualTo(workload.alive(found, same));
                StateStoreContract.await(again.close());
            }
            RamDirectory.delete(directory);
            return found;
        }
    }

    @FunctionalInterface
    private interface Looking {
        void at(CrashableStore store, Path directory, String where);
    }
}
