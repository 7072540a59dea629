package tocsin.router.ingest;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.CountingObserver;
import tocsin.router.journal.StateJournal;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;
import tocsin.time.SimulatedTime;

class AlertPagesTest {
    private final SimulatedTime time = new SimulatedTime(START);
    private final CountingStore store = new CountingStore();
    private AlertTable table = newTable();

    private AlertTable newTable() {
        return new AlertTable(new StateJournal(store, time, time, new CountingObserver()), time, time, 0);
    }

    @Test
    void alerts_that_come_together_share_rows() {
        post(0, 320);
        time.advance(AlertPages.WAIT);

        assertThat(store.rowsWritten).isEqualTo(10);
        assertThat(rows()).allSatisfy(row -> assertThat(row.alerts()).hasSize(AlertPages.MOST_ALERTS));
    }

    @Test
    void an_alert_is_on_disk_within_a_second() {
        post(0, 1);
        time.advance(ofMillis(300));
        post(1, 2);
        assertThat(rows()).isEmpty();

        time.advance(ofMillis(700));
        assertThat(onDisk()).hasSize(2);
    }

    @Test
    void resends_and_new_sample_values_write_nothing() {
        post(0, 100);
        time.advance(ofSeconds(1));
        long written = store.rowsWritten;

        for (int minute = 1; minute <= 60; minute++) {
            time.advance(ofMinutes(1));
            String value = "value " + minute;
            for (int i = 0; i < 100; i++) {
                table.put(alert(i, START, time.now().plus(ofMinutes(4)), value), time.now());
            }
        }
        time.advance(ofSeconds(1));
        assertThat(store.rowsWritten).isEqualTo(written);
    }

    @Test
    void a_row_that_is_written_for_one_alert_brings_the_others_up_to_date() {
        post(0, 2);
        time.advance(ofMinutes(2));
        post(0, 2);
        Instant end = time.now().plus(ofMinutes(4));
        time.advance(ofMinutes(1));
        table.put(alert(0, START, time.now(), ""), time.now());
        time.advance(ofSeconds(1));

        assertThat(onDisk().get(labels(1)).endsAt()).isEqualTo(end);
    }

    @Test
    void large_alerts_share_no_rows() {
        for (int i = 0; i < 3; i++) {
            table.put(alert(i, START, time.now().plus(ofHours(1)), "x".repeat(AlertPages.MOST_TEXT)), time.now());
        }
        time.advance(ofSeconds(1));

        assertThat(rows()).hasSize(3);
    }

    @Test
    void a_resolved_alert_that_was_let_go_leaves_its_row_and_the_last_one_takes_it_along() {
        post(0, 40);
        time.advance(ofSeconds(1));
        settle(0, 33);
        time.advance(ofSeconds(1));
        assertThat(rows()).hasSize(1);
        assertThat(onDisk()).hasSize(7);

        settle(33, 40);
        time.advance(ofSeconds(1));
        assertThat(rows()).isEmpty();
    }

    @Test
    void rows_that_are_half_empty_are_filled_up_before_there_are_more() {
        post(0, 320);
        time.advance(ofSeconds(1));
        for (int row = 0; row < 10; row++) {
            settle(row * 32, row * 32 + 31);
        }
        time.advance(ofSeconds(1));
        assertThat(rows()).hasSize(10);

        post(1000, 1310);
        time.advance(ofSeconds(1));
        assertThat(rows()).hasSize(10);
        assertThat(onDisk()).hasSize(320);
    }

    @Test
    void rows_that_are_half_empty_are_filled_up_after_a_restart_too() {
        post(0, 64);
        time.advance(ofSeconds(1));
        settle(0, 16);
        time.advance(ofSeconds(1));

        restart();
        post(100, 117);
        time.advance(ofSeconds(1));
        assertThat(rows()).extracting(row -> row.alerts().size()).containsExactlyInAnyOrder(32, 32, 1);
    }

    @Test
    void what_is_posted_while_the_disk_is_full_is_written_afterwards() {
        store.broken = true;
        post(0, 40);
        time.advance(ofSeconds(5));
        settle(0, 10);
        time.advance(ofSeconds(5));
        store.broken = false;
        time.advance(ofSeconds(2));

        assertThat(onDisk()).hasSize(30);
    }

    /** The large write of the first row failed, and the small one of the second went through. */
    @Test
    void an_alert_that_a_failing_disk_left_in_two_rows_is_known_once_as_it_was_last_and_soon_in_one_row() {
        Alert old = alert(0, START, START.plus(ofHours(1)), "old");
        Alert other = alert(1, START, START.plus(ofHours(1)), "");
        Alert late = new Alert(
                old.labels(),
                Annotations.of("a", "new"),
                START.plusSeconds(9),
                START.plus(ofHours(2)),
                "",
                START.plusSeconds(9),
                false,
                Alert.Origin.API);
        store.append(List.of(
                Entry.of(AlertPage.TABLE, "2", START, new AlertPage(2, START, List.of(late))),
                Entry.of(AlertPage.TABLE, "7", START, new AlertPage(7, START, List.of(old, other)))));

        restart();
        assertThat(table.all()).hasSize(2);
        assertThat(table.find(old.labels()).alert().annotations()).isEqualTo(late.annotations());

        time.advance(ofSeconds(1));
        assertThat(rows()).flatExtracting(AlertPage::alerts).hasSize(2);
        post(10, 50);
        time.advance(ofSeconds(1));
        assertThat(rows()).flatExtracting(AlertPage::alerts).hasSize(42);
    }

    @Test
    void an_end_that_passed_before_the_row_was_written_is_an_end_after_a_downtime() {
        post(0, 1);
        time.advance(ofMinutes(5));
        StoredAlert over = table.find(labels(0));
        table.secure(List.of(over), List.of(over));
        time.advance(ofSeconds(1));
        assertThat(store.rowsWritten).isEqualTo(2);
        table.secure(List.of(over), List.of(over));
        time.advance(ofSeconds(1));
        assertThat(store.rowsWritten).isEqualTo(2);

        time.advance(ofDays(1));
        restart();
        assertThat(table.find(labels(0)).alert().endsAt()).isEqualTo(START.plus(ofMinutes(4)));
    }

    private void restart() {
        table = newTable();
        assertThat(table.restore(time.now()).succeeded()).isTrue();
    }

    private void post(int from, int to) {
        for (int i = from; i < to; i++) {
            table.put(alert(i, START, time.now().plus(ofMinutes(4)), ""), time.now());
        }
    }

    /** As a group does that has told of the end. */
    private void settle(int from, int to) {
        for (int i = from; i < to; i++) {
            table.put(alert(i, START, time.now(), ""), time.now());
            table.settled(table.find(labels(i)));
        }
    }

    private Alert alert(int i, Instant start, Instant end, String text) {
        return new Alert(labels(i), Annotations.of("a", text), start, end, "", time.now(), false, Alert.Origin.API);
    }

    private static Labels labels(int i) {
        return Labels.of("alertname", "Down", "i", "" + i);
    }

    private List<AlertPage> rows() {
        List<AlertPage> rows = new ArrayList<>();
        new StateJournal(store, time, time, new CountingObserver()).restore(AlertPage.TABLE, rows::add);
        return rows;
    }

    private Map<Labels, Alert> onDisk() {
        Map<Labels, Alert> alerts = new LinkedHashMap<>();
        rows().forEach(row -> row.alerts()
                .forEach(alert ->
                        assertThat(alerts.put(alert.labels(), alert)).as("once").isNull()));
        return alerts;
    }

    private static final class CountingStore implements StateStore {
        private final StateStore store = new MemoryStateStore();
        private long rowsWritten;
        private boolean broken;

        @Override
        public <V> Future<Void> open(Table<V> opened, Consumer<Entry<V>> onEntry) {
            return store.open(opened, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            if (broken) {
                return Future.failedFuture(new IllegalStateException("disk full"));
            }
            rowsWritten += entries.size();
            return store.append(entries);
        }

        @Override
        public Future<Void> close() {
            return store.close();
        }
    }
}
