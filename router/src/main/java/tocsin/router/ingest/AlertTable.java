package tocsin.router.ingest;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.journal.StateJournal;
import tocsin.state.Table;

/**
 * All alerts that the router knows, under their labels. Owned by the routing context.
 *
 * <p>What is on disk is less than what is in memory: a resend moves the end of an alert on, and annotations follow the
 * sample value, and neither is written. An alert is written when it is new, when it starts to fire or is resolved, when
 * its start or what gave it its end changes, when its end moves nearer, and when a row could not tell any more after a
 * crash how long the alert was good for, see {@link #isOutdated}. A stored end is therefore the least that it was good
 * for, see {@link #afterDowntime}.
 */
public final class AlertTable {
    public static final Table<Alert> TABLE = Table.lastWriterWins("alerts", StoredAlertFormat.CODEC);
    /** Senders that resend give their alerts minutes; who gives more than this has perhaps named a real end. */
    private static final Duration RESENT_LIFE = Duration.ofHours(1);
    /** How far the stored end of a longer life may lie before the true one. */
    private static final Duration MOST_LAG = Duration.ofMinutes(15);

    private final StateJournal journal;
    private final AlertNameLimit limit;
    private final Map<Labels, StoredAlert> alerts = new HashMap<>();

    /** @param perNameLimit how many alerts of one name are taken in; zero for all */
    public AlertTable(StateJournal journal, int perNameLimit) {
        this.journal = journal;
        this.limit = new AlertNameLimit(perNameLimit);
    }

    /** Brings back what was written before the process started. */
    public Future<Void> restore(Instant now) {
        return journal.restore(TABLE, alert -> {
            StoredAlert stored = new StoredAlert(afterDowntime(alert, now));
            stored.markWritten(alert, now);
            alerts.put(alert.labels(), stored);
            limit.hold(stored);
        });
    }

    /** Merges an alert into the table. */
    public Arrival put(Alert incoming, Instant now) {
        StoredAlert stored = alerts.get(incoming.labels());
        if (stored == null) {
            return limit.admits(incoming, now) ? add(incoming, now) : Arrival.OVER_LIMIT;
        }
        if (AlertMerge.belongsToRule(stored.alert(), incoming, now)) {
            return stored.contest() ? Arrival.OF_RULE : Arrival.UNCHANGED;
        }
        Alert merged = AlertMerge.merge(stored.alert(), incoming, now);
        if (merged == null) {
            return postedToFire(stored.alert(), now) ? again(stored, now) : Arrival.UNCHANGED;
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

    private Arrival again(StoredAlert stored, Instant now) {
        stored.confirm();
        if (!stored.written()) {
            write(stored, now);
        }
        return new Arrival.Stored(stored);
    }

    private Arrival replace(StoredAlert stored, Alert merged, Instant now) {
        boolean rewritten = !merged.startsAt().equals(stored.alert().startsAt())
                || merged.origin() != stored.alert().origin()
                || merged.timeout() != stored.alert().timeout();
        stored.replace(merged);
        limit.hold(stored);
        if (rewritten || worthWriting(stored, now)) {
            write(stored, now);
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
        if (stored.written()) {
            stored.markRemoved();
            journal.remove(TABLE, key(stored.alert().labels()));
        }
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

    private Arrival add(Alert alert, Instant now) {
        StoredAlert stored = new StoredAlert(alert);
        alerts.put(alert.labels(), stored);
        limit.hold(stored);
        write(stored, now);
        return new Arrival.Stored(stored);
    }

    private void write(StoredAlert stored, Instant now) {
        stored.markWritten(stored.alert(), now);
        journal.put(TABLE, key(stored.alert().labels()), stored.alert());
    }

    private static boolean worthWriting(StoredAlert stored, Instant now) {
        if (!stored.written() || stored.writtenResolved() != stored.alert().resolvedAt(now)) {
            return true;
        }
        Instant end = stored.alert().endsAt();
        Instant writtenEnd = stored.writtenEnd();
        if (end == null || writtenEnd == null) {
            return !Objects.equals(end, writtenEnd);
        }
        return end.isBefore(writtenEnd) || isOutdated(stored, end, writtenEnd);
    }

    /** Whether the end that is known by now is later than {@link #afterDowntime} would take it to be. */
    private static boolean isOutdated(StoredAlert stored, Instant end, Instant writtenEnd) {
        Alert alert = stored.alert();
        Duration writtenLife = Duration.between(stored.writtenAt(), writtenEnd);
        if (isRenewed(alert.timeout(), writtenLife)) {
            Duration life = Duration.between(alert.updatedAt(), end);
            return life.compareTo(writtenLife.multipliedBy(2)) > 0;
        }
        return Duration.between(writtenEnd, end).compareTo(MOST_LAG) > 0;
    }

    /** Whether an alert gets the same life again after a downtime. With a timeout nobody has named an end. */
    private static boolean isRenewed(boolean timeout, Duration life) {
        return timeout || life.compareTo(RESENT_LIFE) <= 0;
    }

    /**
     * The end of an alert that was resent all the time is older on disk than it was in memory, and while the process was
     * down nobody could post. Such an alert gets the life once more that its sender gave it, as if it had just arrived;
     * if the sender is gone too, it is resolved after that, later than it should be but never wrongly. When the life is so
     * long that the end may be meant, it lasts as long as it may have lasted in memory, which is hardly longer.
     */
    static Alert afterDowntime(Alert written, Instant now) {
        Instant end = written.endsAt();
        if (end == null || !end.isAfter(written.updatedAt())) {
            return written;
        }
        Duration life = Duration.between(written.updatedAt(), end);
        Instant renewed = isRenewed(written.timeout(), life) ? now.plus(life) : latestEnd(end, now);
        return renewed.isAfter(end) ? written.withEndsAt(renewed) : written;
    }

    /** Its sender has as long to send it again. An end that has passed for certain stays as it is. */
    private static Instant latestEnd(Instant writtenEnd, Instant now) {
        Instant latest = writtenEnd.plus(MOST_LAG);
        Instant patience = now.plus(MOST_LAG);
        return latest.isAfter(now) ? (latest.isBefore(patience) ? latest : patience) : writtenEnd;
    }

    /** Names and values with their lengths: one text for one label set, and much cheaper than a quoted form. */
    private static String key(Labels labels) {
        StringBuilder key = new StringBuilder(labels.size() * 32);
        labels.forEach((name, value) -> key.append(name.length())
                .append(':')
                .append(name)
                .append(value.length())
                .append(':')
                .append(value));
        return key.toString();
    }
}
