package tocsin.router.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.router.CountingObserver;
import tocsin.router.group.GroupId;
import tocsin.router.group.Tick;
import tocsin.router.journal.StateJournal;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;
import tocsin.state.MemoryStateStore;
import tocsin.time.SimulatedTime;

class NotificationLogTest {
    private static final Duration LIFE = Duration.ofHours(8);
    private static final LogKey KEY =
            new LogKey(new GroupId("ops:{}", Labels.empty()), new IntegrationId("ops", "webhook", 0));

    private final SimulatedTime time = new SimulatedTime(START);
    private final MemoryStateStore store = new MemoryStateStore();
    private final NotificationLog log = newLog();

    private NotificationLog newLog() {
        return new NotificationLog(new StateJournal(store, time, time, new CountingObserver()));
    }

    private static Tick after(Duration duration) {
        return new Tick(START.plus(duration), duration.toNanos());
    }

    private void record() {
        LogEntry entry =
                new LogEntry(KEY, START, AlertHashes.of(1), AlertHashes.NONE, AlertHashes.of(1), Map.of(), LIFE);
        log.record(entry, 0, new RouteTree(Route.root("ops")).root(), List.of());
        time.advance(Duration.ofSeconds(1));
    }

    @Test
    void an_entry_without_a_group_is_removed_when_its_life_is_over() {
        record();
        log.removeExpired(after(LIFE.minusNanos(1)), group -> false, Set::of);
        assertThat(log.find(KEY)).isNotNull();

        log.removeExpired(after(LIFE), group -> false, Set::of);
        assertThat(log.find(KEY)).isNull();
        time.advance(Duration.ofSeconds(1));
        NotificationLog restored = newLog();
        assertThat(restored.restore(after(LIFE)).succeeded()).isTrue();
        assertThat(restored.size()).isZero();
    }

    @Test
    void an_entry_whose_group_has_alerts_stays() {
        record();
        log.removeExpired(after(LIFE.multipliedBy(9)), KEY.group()::equals, Set::of);
        assertThat(log.find(KEY)).isNotNull();
    }

    @Test
    void a_restored_entry_is_as_old_as_the_wall_clock_says() {
        record();
        NotificationLog restored = newLog();
        restored.restore(new Tick(START.plusSeconds(100), -5));

        LoggedEntry entry = Objects.requireNonNull(restored.find(KEY));
        assertThat(entry.ageAt(-5)).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void a_restored_entry_from_the_future_is_of_now() {
        record();
        NotificationLog restored = newLog();
        restored.restore(new Tick(START.minusSeconds(100), 7));

        assertThat(Objects.requireNonNull(restored.find(KEY)).ageAt(7)).isEqualTo(Duration.ZERO);
    }
}
