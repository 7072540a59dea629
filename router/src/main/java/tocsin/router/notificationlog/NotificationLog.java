package tocsin.router.notificationlog;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.router.group.GroupId;
import tocsin.router.group.Tick;
import tocsin.router.journal.StateJournal;
import tocsin.router.route.RouteNode;
import tocsin.state.Table;
import tocsin.state.codec.Codec;

/**
 * The last entry for each integration and group. Owned by the routing context.
 *
 * <p>Ages are elapsed time. The wall clock counts only over a restart, and a stamp from the future then counts as now,
 * else a clock that was wrong once would hold repeats back for as long.
 */
public final class NotificationLog {
    public static final Table<LogEntry> TABLE =
            Table.lastWriterWins("notification-log", Codec.of((out, entry) -> entry.writeTo(out), LogEntry::readFrom));

    /** Beyond this a stamp is damaged, e.g. by a file that was imported; it must not prevent a start. */
    private static final Duration OLDEST = Duration.ofDays(36_500);

    private final StateJournal journal;
    private final Map<LogKey, LoggedEntry> entries = new HashMap<>();
    private final ImportedLog imported;

    public NotificationLog(StateJournal journal) {
        this.journal = journal;
        this.imported = new ImportedLog(journal);
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore(Tick now) {
        return journal.restore(
                        TABLE,
                        entry -> entries.put(entry.key(), new LoggedEntry(entry, nanosOf(entry.timestamp(), now))))
                .compose(done -> imported.restore(now));
    }

    static long nanosOf(Instant timestamp, Tick now) {
        Duration age = Duration.between(timestamp, now.at());
        if (age.isNegative()) {
            return now.nanos();
        }
        return now.nanos() - (age.compareTo(OLDEST) > 0 ? OLDEST : age).toNanos();
    }

    /**
     * What the integration was told last of a group; null for nothing. What another Alertmanager told it before the migration
     * counts, as far as it is about these alerts.
     *
     * @param node the route of the group
     * @param alerts those of the group that the question is about
     */
    public @Nullable LoggedEntry find(LogKey key, RouteNode node, Collection<Alert> alerts) {
        return imported.with(find(key), key, node, alerts);
    }

    @Nullable
    LoggedEntry find(LogKey key) {
        return entries.get(key);
    }

    /**
     * Replaces the entry, in memory at once and on disk with the journal's next write. What was imported for the integration has done
     * its service, and goes in the same write.
     *
     * @param tickNanos the monotonic time that belongs to the entry's timestamp
     * @param node the route of the group
     * @param alerts those of the group when the integration was told
     */
    public void record(LogEntry entry, long tickNanos, RouteNode node, Collection<Alert> alerts) {
        boolean superseded = imported.superseded(entry.key(), node, alerts);
        LoggedEntry before = entries.put(entry.key(), new LoggedEntry(entry, tickNanos));
        if (superseded || (before != null && entry.forgets(before.entry()))) {
            journal.putInTurn(TABLE, entry.key().toString(), entry);
        } else {
            journal.put(TABLE, entry.key().toString(), entry);
        }
    }

    /**
     * Removes what has outlived its use. An entry whose group has alerts stays whatever its age, because without it the
     * receiver would never hear of their resolution. Therefore the store is given no time at which it may forget entries
     * by itself: it knows no groups, and its time is the wall clock.
     *
     * @param liveGroupKeys the keys of all groups as receivers see them; asked for when imported entries are old
     */
    public void removeExpired(Tick now, Predicate<GroupId> live, Supplier<Set<String>> liveGroupKeys) {
        entries.entrySet()
                .removeIf(logged -> outlived(logged.getValue(), now)
                        && !live.test(logged.getKey().group())
                        && forget(logged.getKey()));
        imported.removeExpired(now, liveGroupKeys);
    }

    private static boolean outlived(LoggedEntry logged, Tick now) {
        return logged.ageAt(now.nanos()).compareTo(logged.entry().life()) >= 0;
    }

    private boolean forget(LogKey key) {
        journal.remove(TABLE, key.toString());
        return true;
    }

    public int size() {
        return entries.size();
    }
}
