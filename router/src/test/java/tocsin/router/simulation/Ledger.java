package tocsin.router.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;

/** What one integration was told of one group, and section 5.5 of the routing specification with promises 4 and 5 once more. */
final class Ledger {
    /**
     * The router has one of them: the last, or, when a crash leaves it open whether that was written, one before it. All say
     * that nothing fires, so no notification tells which it is; but each has a life of its own.
     */
    private final List<Entry> entries = new ArrayList<>();
    /** Or it has none. */
    private boolean perhapsUnwritten;

    private Set<Labels> firing = Set.of();
    private Set<Labels> resolved = Set.of();
    private Map<String, String> data = Map.of();

    /** Told firing with the last notification, or before, or perhaps before, and muted since. */
    private final Set<Labels> believed = new HashSet<>();
    /** Told firing and not resolved since, whatever happened meanwhile but a reload that routed the alert elsewhere. */
    final Set<Labels> owed = new HashSet<>();
    /** Perhaps told firing, by an attempt that was never answered. */
    final Set<Labels> perhapsTold = new HashSet<>();
    /** As {@code perhapsTold}, but it is open whether the router knows: the process died about then. */
    final Set<Labels> perhapsKnown = new HashSet<>();
    /** An attempt was never answered; nobody knows more than before. */
    boolean unsure;
    /** Told resolved, and in which version of the alert; forgotten when it may be told again. */
    final Map<Labels, Integer> toldResolved = new HashMap<>();

    /** When it was written, on both clocks, and how long it is kept. */
    private record Entry(long tick, Instant wall, Duration life) {
        private static Entry of(ExpectedFlush flush) {
            Duration twice = flush.place.route().repeatInterval().multipliedBy(2);
            Duration life = twice.compareTo(World.RETENTION) < 0 ? twice : World.RETENTION;
            return new Entry(flush.tick.nanos(), flush.tick.wall(), life);
        }

        private boolean expired(long now) {
            return now - tick >= life.toNanos();
        }

        /** A new process knows only the wall clock; a stamp from the future counts as now. */
        private Entry restarted(long now, Instant nowWall) {
            Duration age = Duration.between(wall, nowWall);
            return new Entry(now - Math.max(0, age.toNanos()), wall, life);
        }
    }

    /** What passed the gates in a flush. */
    record Batch(Set<Labels> firing, Set<Labels> resolved) {}

    /** @return why the integration has to be told; null when there is nothing new */
    @Nullable
    NotifyReason reason(Batch batch, boolean sendResolved, Duration repeat, long now) {
        if (!firing.containsAll(batch.firing())) {
            return firing.isEmpty() ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.NEW_ALERTS_ADDED;
        }
        if (batch.firing().isEmpty()) {
            boolean believesOtherwise =
                    !firing.isEmpty() || meets(believed, batch.resolved()) || meets(perhapsTold, batch.resolved());
            return believesOtherwise ? NotifyReason.ALL_ALERTS_RESOLVED : null;
        }
        if (sendResolved && !resolved.containsAll(batch.resolved())) {
            return NotifyReason.SOME_ALERTS_RESOLVED;
        }
        // Who was told of something that fires was told so for sure, by the only entry.
        return now - entries.get(0).tick() >= repeat.toNanos() ? NotifyReason.REPEAT_INTERVAL_ELAPSED : null;
    }

    /** Whether a crash leaves it open if {@link NotifyReason#ALL_ALERTS_RESOLVED} is sent. */
    boolean mayTellTheEnd(Batch batch) {
        return batch.firing().isEmpty() && meets(perhapsKnown, batch.resolved());
    }

    private static boolean meets(Set<Labels> left, Set<Labels> right) {
        return !Collections.disjoint(left, right);
    }

    /** Written if the router knew of {@code perhapsKnown}; else what it had grows older. */
    void perhapsWrite(Batch batch, ExpectedFlush flush) {
        perhapsUnwritten |= entries.isEmpty();
        tell(batch, data, flush);
    }

    void write(Batch batch, Map<String, String> newData, ExpectedFlush flush) {
        entries.clear();
        tell(batch, newData, flush);
        perhapsUnwritten = false;
    }

    private void tell(Batch batch, Map<String, String> newData, ExpectedFlush flush) {
        entries.add(Entry.of(flush));
        firing = batch.firing();
        resolved = batch.resolved();
        data = newData;
        believed.addAll(perhapsTold);
        believed.retainAll(flush.muted.keySet());
        believed.addAll(firing);
        owed.addAll(firing);
        owed.removeAll(resolved);
        unsure = false;
        perhapsTold.clear();
        perhapsKnown.retainAll(flush.muted.keySet());
    }

    /** What was perhaps told is put right, except of alerts that are muted. */
    void nothingNew(Set<Labels> muted) {
        if (!meets(perhapsTold, muted)) {
            if (meets(perhapsKnown, muted)) {
                perhapsKnown.addAll(perhapsTold);
            }
            perhapsTold.clear();
        }
    }

    /** Who is muted and resolved, but was told firing or perhaps was, has to wait for the end of the mute. */
    boolean waitsFor(Labels alert) {
        return believed.contains(alert) || perhapsTold.contains(alert);
    }

    /** A crash leaves it open. */
    boolean mayWaitFor(Labels alert) {
        return perhapsKnown.contains(alert);
    }

    Map<String, String> data() {
        return data;
    }

    boolean isPerhapsWritten() {
        return !entries.isEmpty();
    }

    boolean isWrittenForSure() {
        return isPerhapsWritten() && !perhapsUnwritten;
    }

    /**
     * Its group is gone: the router forgets an entry whose life is over.
     *
     * @return whether it had one and has none now, whichever it was
     */
    boolean forgetExpired(long now) {
        boolean forgotten = entries.removeIf(entry -> entry.expired(now));
        perhapsUnwritten |= forgotten;
        return forgotten && entries.isEmpty();
    }

    void restart(long now, Instant wall) {
        entries.replaceAll(entry -> entry.restarted(now, wall));
    }

    @Override
    public String toString() {
        return "firing=%s resolved=%s believed=%s perhaps=%s".formatted(firing, resolved, believed, perhapsTold);
    }
}
