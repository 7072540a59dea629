package tocsin.router.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.Decision.HeldBack;
import tocsin.router.pipeline.Decision.VerdictChanged;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.simulation.Tally.Obligation;

/** Invariant (g): what is kept for {@code explain} of each flush is what happened in it, and it is enough to tell the story. */
final class RecordCheck {
    /** Until a record must have found its flush. */
    private static final Duration SOON = Duration.ofNanos(1_000);

    private final Lookout lookout;
    private final Trace trace;
    private final Tally tally;
    /** In the order in which they came: after a jump of the clock back two flushes may have one wall time. */
    private final Map<Key, Deque<FlushRecord>> unchecked = new HashMap<>();

    private record Key(String routeId, String receiver, Labels groupLabels, Instant at) {}

    /** Null stands for passed. */
    private record Change(
            @Nullable SuppressionReason before, @Nullable SuppressionReason now) {
        boolean isOne() {
            return before != now;
        }
    }

    RecordCheck(Lookout lookout, Trace trace, Tally tally) {
        this.lookout = lookout;
        this.trace = trace;
        this.tally = tally;
    }

    void recorded(FlushRecord record) {
        Key key = new Key(record.routeId(), record.receiver(), record.group().labels(), record.at());
        Deque<FlushRecord> ofKey = unchecked.computeIfAbsent(key, first -> new ArrayDeque<>());
        ofKey.addLast(record);
        lookout.after(SOON, () -> {
            if (ofKey.remove(record)) {
                trace.finding("(g) a record of no flush: " + record);
            }
        });
    }

    void crashed() {
        unchecked.values().forEach(Deque::clear);
        unchecked.clear();
    }

    /** The flush is over. */
    void check(ExpectedFlush flush) {
        Labels labels = flush.group.ref.labels();
        Key key = new Key(flush.place.id(), flush.place.route().receiver(), labels, flush.wall);
        Deque<FlushRecord> ofKey = unchecked.getOrDefault(key, new ArrayDeque<>());
        FlushRecord record = ofKey.pollFirst();
        if (ofKey.isEmpty()) {
            unchecked.remove(key);
        }
        if (record == null) {
            trace.finding("(g) no record of a flush of " + flush.group);
            return;
        }
        tally.count(Obligation.RECORD_COMPARED);
        int resolved = flush.resolved.size();
        trace.equal("(g) firing", key, flush.words.size() - resolved, record.firing());
        trace.equal("(g) resolved", key, resolved, record.resolved());
        trace.equal("(g) changes", key, flush.changes, new HashSet<>(record.changes()));
        trace.equal("(g) held back", key, heldBack(flush), heldBack(record));
        trace.equal("(g) verdicts", key, verdictChanges(flush), verdictChanges(record));
    }

    private static Map<SuppressionReason, Integer> heldBack(ExpectedFlush flush) {
        return flush.muted.values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.summingInt(alert -> 1)));
    }

    private static Map<SuppressionReason, Integer> heldBack(FlushRecord record) {
        return only(HeldBack.class, record).stream().collect(Collectors.toMap(HeldBack::reason, HeldBack::alerts));
    }

    private static Map<Labels, Change> verdictChanges(ExpectedFlush flush) {
        Map<Labels, Change> changes = new HashMap<>();
        flush.words.keySet().forEach(alert -> {
            Change change = new Change(flush.lastMuted.get(alert), flush.muted.get(alert));
            if (change.isOne()) {
                changes.put(alert, change);
            }
        });
        return changes;
    }

    /** Not those that only tell who mutes now instead of another: another silence for instance. */
    private static Map<Labels, Change> verdictChanges(FlushRecord record) {
        Map<Labels, Change> changes = new HashMap<>();
        for (VerdictChanged changed : only(VerdictChanged.class, record)) {
            Change change = new Change(reason(changed.before()), reason(changed.now()));
            if (change.isOne()) {
                changes.put(changed.alert(), change);
            }
        }
        return changes;
    }

    private static <T extends Decision> List<T> only(Class<T> kind, FlushRecord record) {
        return record.decisions().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static @Nullable SuppressionReason reason(Verdict verdict) {
        return verdict instanceof Verdict.Muted muted ? Objects.requireNonNull(muted.reason()) : null;
    }
}
