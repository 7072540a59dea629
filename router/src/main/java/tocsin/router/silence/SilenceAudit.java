package tocsin.router.silence;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.router.journal.StateJournal;

/**
 * The last changes of silences. A record goes to the store in one write with the change that it tells of.
 *
 * <p>As many are kept as the options say, so that neither a script that goes wild nor the retention fills the memory; the
 * oldest go first, here and in the store. Refusals and what the retention ends have a share of their own: a script whose silences
 * are refused again and again does not push out who silenced what.
 */
final class SilenceAudit {
    private static final int SHARE_OF_OTHERS = 10;
    private static final Comparator<AuditRecord> NEWEST_FIRST =
            Comparator.comparingLong(AuditRecord::number).reversed();

    private final StateJournal journal;
    private final int most;
    private final SilenceObserver observer;
    /** What people did; the newest first, as below. */
    private final Deque<AuditRecord> changes = new ArrayDeque<>();
    /** What changed nothing that was in force. */
    private final Deque<AuditRecord> others = new ArrayDeque<>();

    private long next;

    SilenceAudit(StateJournal journal, int most, SilenceObserver observer) {
        this.journal = journal;
        this.most = most;
        this.observer = observer;
    }

    /** Brings back what was recorded before the process started. */
    Future<Void> restore() {
        List<AuditRecord> stored = new ArrayList<>();
        return journal.restore(AuditRecord.TABLE, stored::add).onSuccess(done -> {
            stored.sort(NEWEST_FIRST);
            stored.forEach(record -> among(record).addLast(record));
            next = stored.isEmpty() ? 0 : stored.get(0).number() + 1;
            forgetOldest();
        });
    }

    private Deque<AuditRecord> among(AuditRecord record) {
        return switch (record.action()) {
            case CREATED, UPDATED, REPLACED, EXPIRED -> changes;
            case REFUSED, FORGOTTEN -> others;
        };
    }

    void changed(
            AuditRecord.Action action,
            ChangeOrigin origin,
            Instant at,
            @Nullable Silence before,
            @Nullable Silence after) {
        add(new AuditRecord(next, at, action, origin, audited(before), audited(after), ""));
    }

    void refused(SilenceRequest request, ChangeOrigin origin, Instant at, String reason) {
        AuditedSilence asked = AuditedSilence.of(request, at);
        add(new AuditRecord(next, at, AuditRecord.Action.REFUSED, origin, null, asked, reason));
    }

    /** A change that was in force for a moment and is no more. */
    void takenBack(Silence unwritten, ChangeOrigin origin, Instant at, String reason) {
        add(new AuditRecord(next, at, AuditRecord.Action.REFUSED, origin, null, audited(unwritten), reason));
    }

    private static @Nullable AuditedSilence audited(@Nullable Silence silence) {
        return silence == null ? null : AuditedSilence.of(silence);
    }

    private void add(AuditRecord added) {
        next++;
        observer.silenceChanged(added);
        if (most > 0) {
            among(added).addFirst(added);
            journal.promise(AuditRecord.TABLE, key(added), added);
            forgetOldest();
        }
    }

    private void forgetOldest() {
        forgetOldest(changes, most);
        forgetOldest(others, most == 0 ? 0 : Math.max(1, most / SHARE_OF_OTHERS));
    }

    private void forgetOldest(Deque<AuditRecord> records, int kept) {
        while (records.size() > kept) {
            journal.promiseRemoval(AuditRecord.TABLE, key(records.removeLast()));
        }
    }

    private static String key(AuditRecord kept) {
        return Long.toString(kept.number());
    }

    /** The newest first. */
    List<AuditRecord> latest(Predicate<AuditRecord> which, int limit) {
        return Stream.concat(changes.stream(), others.stream())
                .filter(which)
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }
}
