package tocsin.router.simulation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tocsin.model.Alert;
import tocsin.router.ingest.AlertPage;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.state.Entry;

/**
 * (c) Whatever the disk refuses, it never forgets before it knows why: asked after each transaction, and of what a crash
 * leaves, by what is on it alone.
 *
 * <ul>
 *   <li>An alert leaves the disk only when no log entry on it says any more that it was told as firing: else it would be no news
 *       when it fires again. Who wants no resolutions may be believed to know of it for longer.
 *   <li>A log entry on the disk says that an alert is over only when the alert's own row does not say that it fires: else it would
 *       fire again after a crash, although nobody says so.
 *   <li>Who was told that an alert fires stands on the disk from the first intent until he was told its end: see
 *       {@link DeliveryCustody}.
 * </ul>
 */
final class Causality {
    private final Trace trace;
    private final SimulatedDisk disk;
    private final Setup setup;
    private final Consumer<String> tally;
    private final Map<String, Entry<?>> rows = new HashMap<>();
    private Map<Long, Alert> known = Map.of();

    Causality(Trace trace, SimulatedDisk disk, Setup setup, Consumer<String> tally) {
        this.trace = trace;
        this.disk = disk;
        this.setup = setup;
        this.tally = tally;
        disk.watchWritten(this::written);
    }

    private void written(List<Entry<?>> transaction) {
        transaction.forEach(entry -> rows.merge(
                entry.table().name() + ' ' + entry.key(),
                entry,
                (stored, added) -> added.updatedAt().isBefore(stored.updatedAt()) ? stored : added));
        Map<Long, Alert> now = alerts(values(AlertPage.class));
        judge(now, values(LogEntry.class));
    }

    /** Of the transaction under way it may have all or nothing. */
    void crashed() {
        judge(alerts(disk.rows(AlertPage.TABLE)), disk.rows(NotificationLog.TABLE));
        rows.clear();
        disk.entries(AlertPage.TABLE, entry -> rows.put(AlertPage.TABLE.name() + ' ' + entry.key(), entry));
        disk.entries(NotificationLog.TABLE, entry -> rows.put(NotificationLog.TABLE.name() + ' ' + entry.key(), entry));
    }

    private void judge(Map<Long, Alert> now, Collection<LogEntry> log) {
        known.forEach((hash, alert) -> {
            if (!now.containsKey(hash)) {
                tally.accept("alerts gone from a disk that is " + disk.weather());
                log.stream()
                        .filter(entry -> entry.firing().contains(hash)
                                && setup.wantsResolved(entry.key().integration()))
                        .forEach(entry -> trace.finding(
                                "(c) the disk forgets %s, although it still says that it was told as firing: %s"
                                        .formatted(alert.labels(), entry)));
            }
        });
        for (LogEntry entry : log) {
            for (long hash : entry.resolved().toArray()) {
                Alert alert = now.get(hash);
                if (alert != null && firesSinceBefore(alert, entry)) {
                    trace.finding(
                            "(c) the disk says that %s fires, and that its end was told: %s".formatted(alert, entry));
                }
            }
        }
        known = now;
    }

    /** An alert that fires again has another start. */
    private static boolean firesSinceBefore(Alert alert, LogEntry entry) {
        boolean fires = alert.endsAt() == null || alert.endsAt().isAfter(alert.updatedAt());
        return fires && alert.startsAt().isBefore(entry.timestamp());
    }

    private static Map<Long, Alert> alerts(Collection<AlertPage> pages) {
        Map<Long, Alert> alerts = new HashMap<>();
        pages.stream()
                .flatMap(page -> page.alerts().stream())
                .forEach(alert -> alerts.merge(
                        alert.fingerprint().value(),
                        alert,
                        (a, b) -> a.updatedAt().isBefore(b.updatedAt()) ? b : a));
        return alerts;
    }

    private <V> List<V> values(Class<V> type) {
        return rows.values().stream()
                .map(Entry::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
