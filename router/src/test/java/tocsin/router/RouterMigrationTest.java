package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;

/** The first hours after Tocsin took over from an Alertmanager whose notification log was imported. */
class RouterMigrationTest {
    private static final String GROUP = "{}:{alertname=\"Down\"}";
    private static final Instant TOLD = START.minus(ofMinutes(10));

    private final MemoryStateStore store = new MemoryStateStore();
    private final RouterScenario scenario = new RouterScenario().store(store);
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");
    private final Labels c = labels("Down", "i", "c");

    private static AlertHashes hashes(Labels... alerts) {
        return AlertHashes.of(Stream.of(alerts).mapToLong(ImportedEntry::hash).toArray());
    }

    private void imported(String group, String receiver, Labels... firing) {
        imported(new ImportedEntry(
                group,
                new IntegrationId(receiver, "webhook", 0),
                TOLD,
                hashes(firing),
                AlertHashes.NONE,
                Map.of("thread", "7"),
                TOLD.plus(ofHours(8)),
                Map.of()));
    }

    private void imported(ImportedEntry entry) {
        store.append(List.of(Entry.of(ImportedEntry.TABLE, entry.key(), entry.timestamp(), entry)));
    }

    private List<ImportedEntry> stored() {
        List<ImportedEntry> entries = new ArrayList<>();
        store.<ImportedEntry>open(ImportedEntry.TABLE, entry -> {
            if (entry.value() != null) {
                entries.add(entry.value());
            }
        });
        return entries;
    }

    private void after(Duration duration) {
        scenario.after(duration);
    }

    @Test
    void what_alertmanager_told_is_not_told_again() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a, b);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a, b);
        after(ofHours(3));

        assertThat(ops.attempts()).isEmpty();
    }

    @Test
    void the_repeat_is_due_when_alertmanager_would_have_repeated() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a);
        after(ofHours(4));

        assertThat(lines(ops)).containsExactly("repeat interval elapsed: a /");
        assertThat(ops.delivered().get(0).receiverData()).containsEntry("thread", "7");
        assertThat(ops.delivered().get(0).flushedAt()).isBetween(TOLD.plus(ofHours(4)), TOLD.plus(ofMinutes(245)));
    }

    @Test
    void the_resolution_of_what_alertmanager_told_is_sent() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a);
        after(ofMinutes(1));
        scenario.ruleResolves(a);
        after(ofMinutes(10));

        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
    }

    @Test
    void an_alert_that_resolved_meanwhile_is_resolved_for_the_receiver() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);

        scenario.start();
        scenario.ruleFiresSince(TOLD.minusSeconds(60), a);
        scenario.ruleResolves(a);
        after(ofMinutes(10));

        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
    }

    @Test
    void a_new_alert_of_the_group_is_news_and_one_that_comes_late_is_not() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a, b);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a).ruleFires(c);
        after(ofMinutes(1));
        scenario.ruleFiresSince(TOLD.minusSeconds(60), b);
        after(ofMinutes(20));
        assertThat(ops.delivered()).hasSize(1);

        scenario.ruleResolves(b);
        after(ofMinutes(10));
        assertThat(ops.delivered()).hasSize(2);
        assertThat(ops.delivered().get(1).alerts()).hasSize(3);
    }

    @Test
    void an_alert_that_fires_anew_is_told_once_the_group_has_notified() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a, b);

        scenario.start().ruleFires(c);
        after(ofMinutes(1));
        scenario.ruleFires(b);
        after(ofMinutes(10));

        assertThat(ops.delivered()).hasSize(2);
    }

    @Test
    void an_alert_that_fires_again_after_its_resolution_was_told_is_told() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a);
        scenario.ruleResolves(a);
        after(ofMinutes(10));
        scenario.ruleFiresSince(TOLD.minusSeconds(60), a);
        after(ofMinutes(10));

        assertThat(lines(ops)).containsExactly("all alerts resolved: / a", "first notification: a /");
    }

    @Test
    void sibling_routes_that_shared_an_entry_each_find_it() {
        scenario.routes(route("ops", child("db", true, is("i", "a")), child("db", false, is("i", "a"))));
        RecordingNotifier db = scenario.receiver("db");
        imported("{}/{i=\"a\"}:{alertname=\"Down\"}", "db", a);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a);
        after(ofHours(1));
        assertThat(db.attempts()).isEmpty();

        scenario.ruleResolves(a);
        after(ofMinutes(10));
        assertThat(lines(db)).containsExactly("all alerts resolved: / a", "all alerts resolved: / a");
    }

    @Test
    void another_receiver_and_another_group_are_not_meant() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "other", a);
        imported("{}:{alertname=\"Up\"}", "ops", a);

        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a);
        after(ofMinutes(10));

        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void what_was_superseded_stays_so_over_a_crash() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);
        scenario.start().ruleFiresSince(TOLD.minusSeconds(60), a);
        scenario.ruleResolves(a);
        after(ofMinutes(1));

        scenario.crashAndRestartAfter(ofMinutes(1));
        scenario.ruleFiresSince(TOLD.minusSeconds(60), a);
        after(ofMinutes(10));

        assertThat(lines(ops)).containsExactly("all alerts resolved: / a", "first notification: a /");
    }

    @Test
    void an_entry_goes_when_it_expired_and_its_group_is_gone() {
        scenario.receiver("ops");
        imported(GROUP, "ops", a);
        imported("{}:{alertname=\"Other\"}", "ops", b);
        scenario.start();
        scenario.silence(ofHours(20), is("i", "a"));
        scenario.ruleFiresSince(TOLD.minusSeconds(60), a);

        after(ofHours(9));
        assertThat(stored()).extracting(ImportedEntry::groupKey).containsExactly(GROUP);

        scenario.ruleResolves(a);
        after(ofHours(21));
        assertThat(stored()).isEmpty();
    }

    @Test
    void a_resolution_held_back_for_longer_than_the_entry_would_live_is_sent_in_the_end() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);
        scenario.start();
        scenario.silence(ofHours(20), is("i", "a"));
        scenario.ruleFiresSince(TOLD.minusSeconds(60), a);

        after(ofHours(9));
        scenario.ruleResolves(a);
        after(ofHours(12));

        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
        assertThat(ops.delivered()).extracting(Notification::groupKey).containsExactly(GROUP);
    }

    @Test
    void what_alertmanager_told_is_not_forgotten_as_long_as_the_disk_does_not_know_what_was_told_since() {
        RecordingNotifier ops = scenario.receiver("ops");
        imported(GROUP, "ops", a);
        NearlyFullStore nearlyFull = new NearlyFullStore(store);
        scenario.store(nearlyFull).start();
        nearlyFull.isNearlyFull = true;
        scenario.ruleFiresSince(TOLD.minusSeconds(60), a).ruleFires(b);
        after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("new alerts added: a b /");

        assertThat(stored()).extracting(ImportedEntry::unmet).containsExactly(Map.of());
    }
}
