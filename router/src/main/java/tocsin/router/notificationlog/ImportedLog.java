package tocsin.router.notificationlog;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.router.group.Tick;
import tocsin.router.journal.StateJournal;
import tocsin.router.route.RouteNode;

/**
 * The log of an Alertmanager that was in charge before: it answers for groups that were not notified since, so that a
 * migration repeats no page and forgets no resolution. Empty for nearly all.
 *
 * <p>Until a group has notified, what Alertmanager told counts as told by us. Afterwards its own entry counts, and the
 * imported one only for alerts that have not come yet: senders take a minute to send all again, and a group may have
 * something new within it.
 */
final class ImportedLog {
    private final StateJournal journal;
    private final Map<String, Kept> entries = new HashMap<>();

    /** @param nanos of its timestamp, on the monotonic source */
    private record Kept(ImportedEntry entry, long nanos) {}

    ImportedLog(StateJournal journal) {
        this.journal = journal;
    }

    Future<Void> restore(Tick now) {
        return journal.restore(
                ImportedEntry.TABLE,
                entry -> entries.put(entry.key(), new Kept(entry, NotificationLog.nanosOf(entry.timestamp(), now))));
    }

    /**
     * What the integration was told last of a group, with what was imported.
     *
     * @param own what we told it; null for nothing
     * @param alerts of the group
     */
    @Nullable
    LoggedEntry with(@Nullable LoggedEntry own, LogKey key, RouteNode node, Collection<Alert> alerts) {
        Kept kept = find(key, node);
        if (kept == null) {
            return own;
        }
        if (kept.entry().unmetBy(key.group().route()) != null) {
            return own == null ? null : withLatecomers(own, kept.entry(), alerts);
        }
        boolean isNews =
                own == null || own.entry().timestamp().isBefore(kept.entry().timestamp());
        return isNews ? new LoggedEntry(kept.entry().toldOf(key, alerts), kept.nanos()) : own;
    }

    private static LoggedEntry withLatecomers(LoggedEntry own, ImportedEntry imported, Collection<Alert> alerts) {
        LogEntry entry = own.entry();
        AlertHashes late = imported.latecomers(entry.key().group().route(), alerts);
        return late.isEmpty() ? own : new LoggedEntry(entry.alsoFiring(late), own.nanos());
    }

    /**
     * The integration was told by us, when the group had these alerts.
     *
     * @return whether that changed what the entry has to say
     */
    boolean superseded(LogKey key, RouteNode node, Collection<Alert> alerts) {
        Kept kept = find(key, node);
        ImportedEntry met = kept == null ? null : kept.entry().metBy(key.group().route(), alerts);
        if (met == null || met.equals(kept.entry())) {
            return false;
        }
        entries.put(met.key(), new Kept(met, kept.nanos()));
        journal.putInTurn(ImportedEntry.TABLE, met.key(), met);
        return true;
    }

    /** @param liveGroupKeys asked for only when something expired: an entry stays while a group may need it */
    void removeExpired(Tick now, Supplier<Set<String>> liveGroupKeys) {
        List<ImportedEntry> expired = entries.values().stream()
                .map(Kept::entry)
                .filter(entry -> !entry.expiresAt().isAfter(now.at()))
                .toList();
        Set<String> live = expired.isEmpty() ? Set.of() : liveGroupKeys.get();
        for (ImportedEntry entry : expired) {
            if (!live.contains(entry.groupKey())) {
                entries.remove(entry.key());
                journal.remove(ImportedEntry.TABLE, entry.key());
            }
        }
    }

    private @Nullable Kept find(LogKey key, RouteNode node) {
        return entries.isEmpty()
                ? null
                : entries.get(ImportedEntry.key(node.groupKey(key.group().labels()), key.integration()));
    }
}
