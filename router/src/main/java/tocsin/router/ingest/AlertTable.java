package tocsin.router.ingest;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.journal.StateJournal;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/**
 * All alerts that the router knows, under their labels. Owned by the routing context.
 *
 * <p>What is on disk is less than what is in memory: a resend moves the end of an alert on, and annotations follow the
 * sample value, and neither is written. An alert is written when it is new, when it starts to fire or is resolved, when
 * its start or what gave it its end changes, when its end moves nearer, and when a row could not tell any more after a
 * crash how long the alert was good for, see {@link StoredEnd}. Rows hold many alerts and are written up to a second
 * later, see {@link AlertPages}: who posts an alert says it again.
 */
public final class AlertTable {
    private final AlertPages pages;
    private final AlertNameLimit limit;
    private final Map<Labels, StoredAlert> alerts = new HashMap<>();

    /** @param perNameLimit how many alerts of one name are taken in; zero for all */
    public AlertTable(StateJournal journal, Clock clock, Scheduler scheduler, int perNameLimit) {
        this.pages = new AlertPages(journal, clock, scheduler);
        this.limit = new AlertNameLimit(perNameLimit);
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore(Instant now) {
        return pages.restore((alert, written) -> restored(alert, written, now));
    }

    private @Nullable StoredAlert restored(Alert alert, Instant written, Instant now) {
        StoredAlert known = alerts.get(alert.labels());
        if (known != null) {
            if (!alert.updatedAt().isAfter(known.alert().updatedAt())) {
                return null;
            }
            pages.remove(known);
            limit.remove(known);
        }
        StoredAlert stored = new StoredAlert(StoredEnd.afterDowntime(alert, written, now));
        alerts.put(alert.labels(), stored);
        limit.hold(stored);
        return stored;
    }

    /** Merges an alert into the table. */
    public Arrival put(Alert incoming, Instant now) {
        StoredAlert stored = alerts.get(incoming.labels());
        if (stored == null) {
            return limit.admits(incoming, now) ? add(incoming) : Arrival.OVER_LIMIT;
        }
        if (AlertMerge.belongsToRule(stored.alert(), incoming, now)) {
            return stored.contest() ? Arrival.OF_RULE : Arrival.UNCHANGED;
        }
        Alert merged = AlertMerge.merge(stored.alert(), incoming, now);
        if (merged == null) {
            return postedToFire(stored.alert(), now) ? again(stored) : Arrival.UNCHANGED;
        }
        return replace(stored, merged, now);
    }

    /**
     * Perhaps nobody knows: while the clock was ahead the alert was over, its end was told, and groups let it go. By now the
     * clock is right, and its sender says again that it lasts. Not so for a rule: an end that it repeats is one.
     */
    private static boolean postedToFire(Alert alert, Instant now) {
        return alert.origin() == Alert.Origin.API && !alert.resolvedAt(now);
    }

    private Arrival again(StoredAlert stored) {
        stored.confirm();
        if (stored.page() == null) {
            pages.write(stored);
        }
        return new Arrival.Stored(stored);
    }

    private Arrival replace(StoredAlert stored, Alert merged, Instant now) {
        boolean rewritten = !merged.startsAt().equals(stored.alert().startsAt())
                || merged.origin() != stored.alert().origin()
                || merged.timeout() != stored.alert().timeout();
        stored.replace(merged);
        limit.hold(stored);
        if (rewritten || !stored.isOnDisk(now)) {
            pages.write(stored);
        }
        return new Arrival.Stored(stored);
    }

    /** All alerts in no particular order; a live view. */
    public Collection<StoredAlert> all() {
        return Collections.unmodifiableCollection(alerts.values());
    }

    /** The place of these labels; null when they are not known. */
    public @Nullable StoredAlert find(Labels labels) {
        return alerts.get(labels);
    }

    /** Whether this place is still one of the table. */
    public boolean holds(StoredAlert stored) {
        return alerts.get(stored.alert().labels()) == stored;
    }

    /**
     * No group holds the alert any more, and it is resolved: it has nothing to come back for after a restart. In memory
     * it stays until {@link #removeResolved}, because a post may still overlap it.
     */
    public void settled(StoredAlert stored) {
        pages.remove(stored);
    }

    /**
     * A flush is about to tell of alerts. What the disk does not know of them goes there with the intent of the first
     * attempt, unless the disk refuses it: no receiver should know what the next process does not. Else an alert that has just
     * ended, or whose end has just passed, would come back firing after a crash, and be news to a receiver that was told of its end.
     *
     * @param resolved those of them that are over
     */
    public void secure(Collection<StoredAlert> told, Collection<StoredAlert> resolved) {
        for (StoredAlert stored : resolved) {
            if (!stored.isOverOnDisk()) {
                pages.write(stored);
            }
        }
        if (pages.anyWaits() && told.stream().anyMatch(StoredAlert::waits)) {
            pages.handOver();
        }
    }

    /** Hands all that is not yet written to the journal. */
    public void handOver() {
        pages.handOver();
    }

    /**
     * Removes resolved alerts that no group holds.
     *
     * @return what was removed
     */
    public List<Labels> removeResolved(Instant now) {
        List<Labels> removed = new ArrayList<>();
        alerts.values().removeIf(stored -> {
            boolean done = stored.alert().resolvedAt(now) && !stored.held();
            if (done) {
                settled(stored);
                limit.remove(stored);
                removed.add(stored.alert().labels());
            }
            return done;
        });
        return removed;
    }

    private Arrival add(Alert alert) {
        StoredAlert stored = new StoredAlert(alert);
        alerts.put(alert.labels(), stored);
        limit.hold(stored);
        pages.write(stored);
        return new Arrival.Stored(stored);
    }
}
