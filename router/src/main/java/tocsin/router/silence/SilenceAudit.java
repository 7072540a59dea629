package tocsin.router.silence;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tocsin.router.journal.StateJournal;

/**
 * The last changes of silences. A record goes to the store in one write with the change that it tells of.
 *
 * <p>As many are kept as the options say, so that neither a script that goes wild nor the retention fills the memory; the
 * oldest go first, here and in the store.
 */
final class SilenceAudit {
    private final StateJournal journal;
    private final int most;
    private final SilenceObserver observer;
    /** The newest first. */
    private final Deque<AuditRecord> records = new ArrayDeque<>();

    private long next;

    SilenceAudit(StateJournal journal, int most, SilenceObserver observer) {
        this.journal = journal;
        this.most = most;
        this.observer = observer;
    }

    /** Brings back what was recorded before the process started. */
    Future<Void> restore() {
        return journal.restore(AuditRecord.TABLE, records::add).onSuccess(done -> {
            List<AuditRecord> newestFirst = records.stream()
                    .sorted(Comparator.comparingLong(AuditRecord::number).reversed())
                    .toList();
            records.clear();
            records.addAll(newestFirst);
            next = records.isEmpty() ? 0 : records.getFirst().number() + 1;
            forgetOldest();
        });
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

    private static @Nullable AuditedSilence audited(@Nullable Silence silence) {
        return silence == null ? null : AuditedSilence.of(silence);
    }

    private void add(AuditRecord added) {
        next++;
        observer.silenceChanged(added);
        if (most > 0) {
            records.addFirst(added);
            journal.put(AuditRecord.TABLE, key(added), added);
            forgetOldest();
        }
    }

    private void forgetOldest() {
        while (records.size() > most) {
            journal.remove(AuditRecord.TABLE, key(records.removeLast()));
        }
    }

    private static String key(AuditRecord kept) {
        return Long.toString(kept.number());
    }

    /** The newest first. */
    List<AuditRecord> latest(Predicate<AuditRecord> which, int limit) {
        return records.stream().filter(which).limit(limit).toList();
    }
}
