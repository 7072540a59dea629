package tocsin.router.simulation;

import java.util.EnumMap;
import java.util.Map;

/** How often each obligation was put to the test, so that a test that tests nothing is seen. */
final class Tally {
    /** What was tested, or happened. */
    enum Obligation {
        /** (a) A group that was created had its first flush group_wait later, and somebody was told. */
        FIRST_FLUSH_AFTER_GROUP_WAIT,
        /** (a) The alert that created a group was old, and somebody was told at once. */
        FIRST_FLUSH_AT_ONCE,
        /** (a) Alerts that joined a group were told at its next group_interval. */
        NEW_ALERTS_AT_GROUP_INTERVAL,
        /** (a) An alert that was entitled for longer than any wait had been told. */
        PATIENCE,
        /** (a) A failed attempt was followed by another in time. */
        RETRY,
        /** (a) A flush waited for the one before it and then came at once. */
        FLUSH_AFTER_A_SLOW_ONE,
        /** (b) A notification held exactly the alerts that it had to. */
        CONTENT,
        /** (b) A flush held an alert back. */
        HELD_BACK_BY_INHIBITION,
        HELD_BACK_BY_ACTIVE_TIME_INTERVAL,
        HELD_BACK_BY_MUTE_TIME_INTERVAL,
        HELD_BACK_BY_SILENCE,
        /** (c) A resolution was told to somebody who had been told of the firing. */
        RESOLUTION,
        /** (c) A resolution that a mute had held back was told after it. */
        RESOLUTION_AFTER_A_MUTE,
        /** (c) A resolution was lost in a mute, as the option says. */
        RESOLUTION_LOST_IN_A_MUTE,
        /** (c) A group ended, and nobody was left believing that something fires. */
        GROUP_ENDED_WITH_ALL_TOLD,
        /** (c) Nothing was sent at the end to an integration without send_resolved. */
        RESOLUTION_NOT_WANTED,
        /** (d) An unchanged group was repeated at its time. */
        REPEAT,
        /** (d) A flush had nothing new for an integration, and nothing was sent. */
        NOTHING_NEW,
        /** (e) A group of the router was compared with what it should hold. */
        GROUP_COMPARED,
        /** (g) The decision record of a flush was compared with what was decided. */
        RECORD_COMPARED,
        /** (f) At the end nothing was left. */
        NOTHING_LEFT,
        /** A reload happened while a delivery was under way. */
        RELOAD_DURING_A_FLUSH,
        RELOAD,
        RESTART,
        CLOCK_JUMP
    }

    private final Map<Obligation, Long> counts = new EnumMap<>(Obligation.class);

    void count(Obligation obligation) {
        counts.merge(obligation, 1L, Long::sum);
    }

    void add(Tally other) {
        other.counts.forEach((obligation, count) -> counts.merge(obligation, count, Long::sum));
    }

    long of(Obligation obligation) {
        return counts.getOrDefault(obligation, 0L);
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
