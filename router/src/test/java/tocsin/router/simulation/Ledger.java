package tocsin.router.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;

/** What one integration was told of one group, and section 5.5 of the routing specification with promises 4 and 5 once more. */
final class Ledger {
    private boolean written;
    private Set<Labels> firing = Set.of();
    private Set<Labels> resolved = Set.of();
    private Map<String, String> data = Map.of();
    private long tick;
    private Instant tickWall = Instant.MIN;
    private Duration life = Duration.ZERO;

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
        return now - tick >= repeat.toNanos() ? NotifyReason.REPEAT_INTERVAL_ELAPSED : null;
    }

    /** Whether a crash leaves it open if {@link NotifyReason#ALL_ALERTS_RESOLVED} is sent. */
    boolean mayTellTheEnd(Batch batch) {
        return batch.firing().isEmpty() && meets(perhapsKnown, batch.resolved());
    }

    private static boolean meets(Set<Labels> left, Set<Labels> right) {
        return !Collections.disjoint(left, right);
    }

    void write(Batch batch, Map<String, String> newData, ExpectedFlush flush) {
        written = true;
        firing = batch.firing();
        resolved = batch.resolved();
        data = newData;
        tick = flush.tick.nanos();
        tickWall = flush.tick.wall();
        Duration twice = flush.place.route().repeatInterval().multipliedBy(2);
        life = twice.compareTo(World.RETENTION) < 0 ? twice : World.RETENTION;
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

    boolean isWritten() {
        return written;
    }

    boolean expired(long now) {
        return written && now - tick >= life.toNanos();
    }

    /** A new process knows only the wall clock; a stamp from the future counts as now. */
    void restart(long now, Instant wall) {
        Duration age = Duration.between(tickWall, wall);
        tick = written ? now - Math.max(0, age.toNanos()) : tick;
    }

    @Override
    public String toString() {
        return "firing=%s resolved=%s believed=%s perhaps=%s".formatted(firing, resolved, believed, perhapsTold);
    }
}
