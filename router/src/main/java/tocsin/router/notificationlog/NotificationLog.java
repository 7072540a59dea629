package tocsin.router.notificationlog;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.router.group.GroupId;
import tocsin.router.group.Tick;
import tocsin.router.journal.StateJournal;
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

    private final StateJournal journal;
    private final Map<LogKey, LoggedEntry> entries = new HashMap<>();

    public NotificationLog(StateJournal journal) {
        this.journal = journal;
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore(Tick now) {
        return journal.restore(TABLE, entry -> {
            Duration age = Duration.between(entry.timestamp(), now.at());
            long nanos = now.nanos() - (age.isNegative() ? 0 : age.toNanos());
            entries.put(entry.key(), new LoggedEntry(entry, nanos));
        });
    }

    public @Nullable LoggedEntry find(LogKey key) {
        return entries.get(key);
    }

    /**
     * Replaces the entry, in memory at once and on disk with the journal's next write.
     *
     * @param tickNanos the monotonic time that belongs to the entry's timestamp
     */
    public void record(LogEntry entry, long tickNanos) {
        entries.put(entry.key(), new LoggedEntry(entry, tickNanos));
        journal.put(TABLE, entry.key().toString(), entry);
    }

    /**
     * Removes what has outlived its use. An entry whose group has alerts stays whatever its age, because without it the
     * receiver would never hear of their resolution. Therefore the store is given no time at which it may forget entries
     * by itself: it knows no groups, and its time is the wall clock.
     */
    public void removeExpired(Tick now, Predicate<GroupId> live) {
        entries.entrySet()
                .removeIf(logged -> outlived(logged.getValue(), now)
                        && !live.test(logged.getKey().group())
                        && forget(logged.getKey()));
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
