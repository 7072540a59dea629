package tocsin.router.explain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.MemberChange;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;

/** One alert in the records of one group, read from the first to an instant. */
final class Replay {
    private final Labels alert;
    private final List<FlushRecord> later = new ArrayList<>();
    private final Map<IntegrationId, Notice> notices = new LinkedHashMap<>();
    private final Set<IntegrationId> integrations = new LinkedHashSet<>();
    private @Nullable FlushRecord joined;
    private @Nullable FlushRecord last;
    private boolean member;
    private boolean fromTheBeginning;
    private boolean firing = true;
    private Verdict verdict = Verdict.PASSED;

    /**
     * A notification that had the alert.
     *
     * @param firing whether it fired in it
     */
    record Notice(Instant at, boolean firing, Decision.Delivered how) {}

    /** @param flushes of one group in the order in which they were written, which is not that of time when the clock was set back */
    Replay(List<FlushRecord> flushes, Labels alert, Instant at) {
        this.alert = alert;
        int end = 0;
        for (int i = 0; i < flushes.size(); i++) {
            end = flushes.get(i).at().isAfter(at) ? end : i + 1;
        }
        flushes.subList(0, end).forEach(this::read);
        later.addAll(flushes.subList(end, flushes.size()));
        later.forEach(flush -> flush.decisions().forEach(this::note));
    }

    private void read(FlushRecord flush) {
        flush.changes().stream()
                .filter(change -> change.alert().equals(alert))
                .forEach(change -> change(flush, change));
        for (Decision decision : flush.decisions()) {
            note(decision);
            if (decision instanceof Decision.VerdictChanged changed
                    && changed.alert().equals(alert)) {
                enter(flush, false);
                verdict = changed.now();
            }
        }
        if (member) {
            last = flush;
            flush.decisions().forEach(decision -> told(flush, decision));
            member = firing || isMuted() || !succeeded(flush);
        }
    }

    private void change(FlushRecord flush, MemberChange change) {
        boolean anew = change.kind() == MemberChange.Kind.JOINED;
        enter(flush, anew);
        firing = change.firing();
        verdict = anew ? Verdict.PASSED : verdict;
    }

    private void enter(FlushRecord flush, boolean anew) {
        if (anew || !member) {
            joined = flush;
            fromTheBeginning = anew;
            member = true;
        }
    }

    /** Whether an integration takes resolutions is not recorded: a resolved alert may have been left out of other news. */
    private void told(FlushRecord flush, Decision decision) {
        if (decision instanceof Decision.Delivered delivered && !isMuted() && (firing || tellsAnEnd(delivered))) {
            notices.put(delivered.integration(), new Notice(flush.at(), firing, delivered));
        }
    }

    private static boolean tellsAnEnd(Decision.Delivered delivered) {
        return delivered.reason() == NotifyReason.SOME_ALERTS_RESOLVED
                || delivered.reason() == NotifyReason.ALL_ALERTS_RESOLVED;
    }

    private void note(Decision decision) {
        IntegrationId id = integrationOf(decision);
        if (id != null) {
            integrations.add(id);
        }
    }

    private static @Nullable IntegrationId integrationOf(Decision decision) {
        if (decision instanceof Decision.Delivered some) {
            return some.integration();
        }
        if (decision instanceof Decision.NotDelivered some) {
            return some.integration();
        }
        if (decision instanceof Decision.NothingNew some) {
            return some.integration();
        }
        if (decision instanceof Decision.OnlyRecorded some) {
            return some.integration();
        }
        return decision instanceof Decision.Stopped some ? some.integration() : null;
    }

    private static boolean succeeded(FlushRecord flush) {
        return flush.decisions().stream()
                .noneMatch(
                        decision -> decision instanceof Decision.NotDelivered || decision instanceof Decision.Stopped);
    }

    /** The flush at which it was first seen; null when it was not by then. */
    @Nullable
    FlushRecord joined() {
        return joined;
    }

    /** The last flush that had it; null when there was none by then. */
    @Nullable
    FlushRecord last() {
        return last;
    }

    /** Whether the group still had it after that. */
    boolean member() {
        return member;
    }

    /** Whether the records reach back to its joining the group. */
    boolean fromTheBeginning() {
        return fromTheBeginning;
    }

    boolean firing() {
        return firing;
    }

    Verdict verdict() {
        return verdict;
    }

    boolean isMuted() {
        return verdict instanceof Verdict.Muted;
    }

    @Nullable
    Notice notice(IntegrationId integration) {
        return notices.get(integration);
    }

    Set<IntegrationId> integrations() {
        return integrations;
    }

    /** Flushes after the instant, oldest first. */
    List<FlushRecord> later() {
        return later;
    }
}
