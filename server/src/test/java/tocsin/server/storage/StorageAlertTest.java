package tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.server.metrics.StoreMetrics;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.StateStoreException;
import tocsin.state.Table;
import tocsin.time.SimulatedTime;

class StorageAlertTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final SimulatedTime time = new SimulatedTime(T0);
    private final StoreHealth health = new StoreHealth();
    private final FullDisk disk = new FullDisk();
    private final WatchedStore store =
            new WatchedStore(disk, health, new StoreMetrics(new PrometheusRegistry(), () -> true), time);
    private final List<Alert> sent = new ArrayList<>();

    @Test
    void a_disk_that_takes_everything_is_nobodys_business() {
        start(Duration.ofSeconds(10));
        write();
        time.advance(Duration.ofHours(1));

        assertThat(sent).isEmpty();
    }

    @Test
    void it_fires_when_writes_have_failed_for_long_enough_and_says_why() {
        start(Duration.ofSeconds(10));
        disk.full = true;
        write();
        time.advance(Duration.ofSeconds(9));
        write();
        assertThat(sent).isEmpty();

        time.advance(Duration.ofSeconds(2));

        assertThat(sent).hasSize(1);
        Alert alert = sent.get(0);
        assertThat(alert.labels()).isEqualTo(Labels.of("alertname", "StateWriteFailing", "severity", "warning"));
        assertThat(alert.startsAt()).isEqualTo(T0);
        assertThat(alert.endsAt()).isEqualTo(time.now().minusSeconds(1).plus(Duration.ofMinutes(4)));
        assertThat(alert.annotations().getOrEmpty("description")).contains("no space left", "/data");
    }

    @Test
    void it_is_sent_again_so_that_its_end_never_comes_while_it_lasts() {
        start(Duration.ofSeconds(10));
        disk.full = true;
        write();
        time.advance(Duration.ofMinutes(30));

        assertThat(sent).hasSize(30);
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).updatedAt()).isBefore(sent.get(i - 1).endsAt());
            assertThat(sent.get(i).startsAt()).isEqualTo(T0);
        }
    }

    @Test
    void it_is_resolved_when_a_write_succeeds() {
        start(Duration.ofSeconds(10));
        disk.full = true;
        write();
        time.advance(Duration.ofSeconds(20));
        disk.full = false;
        write();
        time.advance(Duration.ofSeconds(2));

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1).resolvedAt(time.now())).isTrue();
        time.advance(Duration.ofHours(1));
        assertThat(sent).hasSize(2);
    }

    @Test
    void a_failure_that_is_over_soon_is_nobodys_business() {
        start(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            disk.full = i % 2 == 0;
            write();
            time.advance(Duration.ofSeconds(5));
        }

        assertThat(sent).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_does_not_keep_it_from_being_sent() {
        start(Duration.ofSeconds(10));
        disk.full = true;
        write();
        time.advance(Duration.ofSeconds(20));
        time.jumpWallClock(Duration.ofDays(-1));
        time.advance(Duration.ofMinutes(2));

        Alert last = sent.get(sent.size() - 1);
        assertThat(last.resolvedAt(time.now())).isFalse();
        assertThat(last.updatedAt()).isAfter(time.now().minus(Duration.ofMinutes(1)));
    }

    @Test
    void a_disk_that_does_not_answer_is_one_that_fails() {
        start(Duration.ofSeconds(10));
        disk.hangs = true;
        write();
        time.advance(Duration.ofSeconds(30));

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).annotations().getOrEmpty("description")).contains("does not answer");
    }

    @Test
    void a_disk_that_takes_some_writes_and_refuses_others_fails() {
        start(Duration.ofSeconds(10));
        for (int second = 0; second < 30; second++) {
            disk.full = true;
            write();
            disk.full = false;
            write();
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(sent).hasSize(1);
    }

    @Test
    void zero_turns_it_off() {
        start(Duration.ZERO);
        disk.full = true;
        write();
        time.advance(Duration.ofHours(1));

        assertThat(sent).isEmpty();
    }

    private void start(Duration after) {
        new StorageAlert(
                        health,
                        new StorageAlert.Settings(after, Duration.ofMinutes(1), "/data"),
                        alerts -> {
                            alerts.stream().map(RuleAlert::alert).forEach(sent::add);
                            return Future.succeededFuture();
                        },
                        time,
                        time)
                .start();
    }

    private void write() {
        store.append(List.of());
    }

    private static final class FullDisk implements StateStore {
        private boolean full;
        private boolean hangs;

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            if (hangs) {
                return Promise.<Void>promise().future();
            }
            return full
                    ? Future.failedFuture(new StateStoreException("no space left on it", null))
                    : Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
