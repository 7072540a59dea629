package tocsin.router.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.CountingObserver;
import tocsin.router.journal.StateJournal;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;
import tocsin.time.Scheduler;
import tocsin.time.SimulatedTime;

/** Alerts come, change, are resolved and let go, and the process dies at any moment: the rows are what was known last. */
class AlertPagesPropertyTest {
    private static final int LABEL_SETS = 150;
    private static final int STEPS = 400;

    @Property(tries = 60)
    void what_is_restored_is_what_was_known_when_rows_were_written_last(@ForAll long seed) {
        Life life = new Life(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            life.step();
        }
    }

    /** What an alert has beside its labels, as far as each change of it must be written. */
    private record Known(Instant start, boolean resolved) {
        static Known of(Alert alert, Instant now) {
            return new Known(alert.startsAt(), alert.resolvedAt(now));
        }
    }

    private static final class Life {
        private final RandomGenerator random;
        private final SimulatedTime time = new SimulatedTime(START);
        private final Map<Labels, Known> known = new HashMap<>();
        private final Disk disk = new Disk();
        private Map<Labels, Known> lastWritten = Map.of();
        private StateJournal journal;
        private AlertTable table;
        private int process;

        Life(RandomGenerator random) {
            this.random = random;
            begin();
        }

        private void begin() {
            Scheduler scheduler = newScheduler();
            journal = new StateJournal(disk, time, scheduler, new CountingObserver());
            table = new AlertTable(journal, time, scheduler, 0);
        }

        void step() {
            int dice = random.nextInt(100);
            if (dice < 45) {
                post();
            } else if (dice < 60) {
                resolve();
            } else if (dice < 75) {
                letGo();
            } else if (dice < 90) {
                time.advance(Duration.ofMillis(random.nextInt(900)));
            } else if (dice < 95) {
                secure();
            } else {
                die();
            }
            assertThat(disk.alerts()).doesNotHaveDuplicates();
        }

        private void post() {
            int first = random.nextInt(LABEL_SETS);
            int count = 1 + random.nextInt(60);
            for (int i = first; i < Math.min(LABEL_SETS, first + count); i++) {
                StoredAlert stored = table.find(labels(i));
                boolean resend = stored != null && random.nextInt(4) > 0;
                put(
                        i,
                        resend ? stored.alert().startsAt() : time.now(),
                        time.now().plusSeconds(3_000));
            }
        }

        private void resolve() {
            someAlerts().forEach(stored -> put(index(stored), stored.alert().startsAt(), time.now()));
        }

        private void put(int i, Instant start, Instant end) {
            Instant now = time.now();
            Alert alert = new Alert(
                    labels(i),
                    Annotations.of("a", "x".repeat(random.nextInt(1_500))),
                    start,
                    end,
                    "",
                    now,
                    false,
                    Alert.Origin.API);
            if (table.put(alert, now) instanceof Arrival.Stored arrival) {
                known.put(alert.labels(), Known.of(arrival.alert().alert(), now));
            }
        }

        /** What a dispatcher does with resolved alerts of which everybody knows. */
        private void letGo() {
            for (StoredAlert stored : someAlerts()) {
                if (stored.alert().resolvedAt(time.now())) {
                    table.settled(stored);
                    known.remove(stored.alert().labels());
                }
            }
            if (random.nextInt(5) == 0) {
                table.removeResolved(time.now()).forEach(known::remove);
            }
        }

        private void secure() {
            table.secure(someAlerts(), List.of());
            journal.write();
        }

        private List<StoredAlert> someAlerts() {
            List<StoredAlert> some = new ArrayList<>();
            int from = random.nextInt(LABEL_SETS);
            int to = from + random.nextInt(LABEL_SETS / 2);
            for (StoredAlert stored : table.all()) {
                if (index(stored) >= from && index(stored) < to) {
                    some.add(stored);
                }
            }
            return some;
        }

        private void die() {
            begin();
            assertThat(table.restore(time.now()).succeeded()).isTrue();
            Map<Labels, Known> restored = new HashMap<>();
            table.all().forEach(stored -> restored.put(stored.alert().labels(), Known.of(stored.alert(), time.now())));

            assertThat(restored).isEqualTo(lastWritten);
            known.clear();
            known.putAll(restored);
        }

        private static Labels labels(int i) {
            return Labels.of("alertname", "Down", "i", "" + i);
        }

        private static int index(StoredAlert stored) {
            return Integer.parseInt(stored.alert().labels().getOrEmpty("i"));
        }

        /** The timers of a process die with it. */
        private Scheduler newScheduler() {
            int mine = ++process;
            return (delay, task) -> time.after(delay, () -> {
                if (mine == process) {
                    task.run();
                }
            });
        }

        private final class Disk implements StateStore {
            private final StateStore store = new MemoryStateStore();
            private final Map<String, List<Labels>> pages = new HashMap<>();

            @Override
            public <V> Future<Void> open(Table<V> opened, Consumer<Entry<V>> onEntry) {
                return store.open(opened, onEntry);
            }

            @Override
            public Future<Void> append(List<? extends Entry<?>> entries) {
                entries.forEach(entry -> pages.put(
                        entry.key(),
                        entry.value() instanceof AlertPage page
                                ? page.alerts().stream().map(Alert::labels).toList()
                                : List.of()));
                lastWritten = Map.copyOf(known);
                return store.append(entries);
            }

            List<Labels> alerts() {
                return pages.values().stream().flatMap(List::stream).toList();
            }

            @Override
            public Future<Void> close() {
                return store.close();
            }
        }
    }
}
