package tocsin.router.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.group.SuppressionReason;
import tocsin.time.Scheduler;

/** A group that should exist. */
final class ExpectedGroup {
    final Ref ref;
    final Routing.Place place;
    final Set<AlertBook.Known> members = new LinkedHashSet<>();
    /** By the last flush that is over. */
    Map<Labels, SuppressionReason> muted = new HashMap<>();

    /** Who was in a flush that is over. */
    final Set<Labels> judged = new HashSet<>();
    /** Whether they fired in the last flush. */
    final Map<Labels, Boolean> stood = new HashMap<>();

    final Set<Labels> joinedDuringFlush = new HashSet<>();
    int flushes;
    boolean hurried;
    boolean gone;

    @Nullable
    ExpectedFlush running;
    /** A tick that waits for the end of the flush before it. */
    @Nullable
    Tick pending;

    Instant dueWall = Instant.MIN;
    /** As of the last flush that is over: what a new process knows. */
    Instant writtenDue = Instant.MIN;

    Scheduler.@Nullable Timer timer;

    /** Which group: twin routes have groups of their own. */
    record Ref(String identity, Labels labels) {}

    /** When a flush was due, on both clocks. */
    record Tick(Instant wall, long nanos) {}

    ExpectedGroup(Ref ref, Routing.Place place) {
        this.ref = ref;
        this.place = place;
    }

    Set<Labels> labels() {
        return members.stream().map(alert -> alert.labels).collect(Collectors.toSet());
    }

    /** What is remembered of alerts ends with their membership. */
    void forgetStrangers() {
        Set<Labels> now = labels();
        muted.keySet().retainAll(now);
        judged.retainAll(now);
        stood.keySet().retainAll(now);
    }

    void arm(Scheduler.Timer newTimer, Instant wall) {
        timer = newTimer;
        dueWall = wall;
    }

    void end() {
        gone = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public String toString() {
        return place.uid() + ref.labels();
    }
}
