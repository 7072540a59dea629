package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import tocsin.model.Labels;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;

/**
 * The instants at which a group is evaluated: an offset in the interval that stays the same across restarts, so that
 * groups do not all query at once and two processes with the same files evaluate at the same instants. Whole milliseconds,
 * as data sources know no finer ones. Pure.
 */
record Slots(long intervalMillis, long offsetMillis) {

    static Slots of(RuleGroup group, Duration interval) {
        long intervalMillis = interval.toMillis();
        Duration offset = group.extras().evalOffset();
        return new Slots(
                intervalMillis,
                offset == null
                        ? hashedOffset(group, intervalMillis)
                        : Math.floorMod(offset.toMillis(), intervalMillis));
    }

    private static long hashedOffset(RuleGroup group, long intervalMillis) {
        long hash = Labels.of("file", group.file(), "name", group.name())
                .fingerprint()
                .value();
        return Long.remainderUnsigned(mixed(hash), intervalMillis);
    }

    /** The fingerprint of similar names differs mostly in its low bits; this spreads them (MurmurHash3's finalizer). */
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    Instant atOrBefore(Instant time) {
        long sinceOffset = time.toEpochMilli() - offsetMillis;
        return Instant.ofEpochMilli(Math.floorDiv(sinceOffset, intervalMillis) * intervalMillis + offsetMillis);
    }

    Duration interval() {
        return Duration.ofMillis(intervalMillis);
    }

    /** The instant that an evaluation at the slot asks the data source about. */
    static Instant queryTime(RuleGroup group, Instant slot, Duration interval, EvaluationOptions options) {
        Instant time = slot.minus(queryOffset(group, options));
        if (group.extras().evalOffset() == null && group.extras().evalAlignment()) {
            long millis = time.toEpochMilli();
            return Instant.ofEpochMilli(millis - Math.floorMod(millis, interval.toMillis()));
        }
        return time;
    }

    /** Query offset in force; for groups of vmalert's dialect the evaluation delay, which is the same thing there. */
    static Duration queryOffset(RuleGroup group, EvaluationOptions options) {
        Duration offset = group.queryOffset();
        if (offset != null) {
            return offset;
        }
        if (group.extras().equals(VmalertExtras.NONE)) {
            return options.queryOffset();
        }
        return delay(group, options.evalDelay());
    }

    private static Duration delay(RuleGroup group, Duration defaultDelay) {
        Duration delay = group.extras().evalDelay();
        if (delay != null) {
            return delay;
        }
        return group.extras().evalOffset() == null ? defaultDelay : Duration.ZERO;
    }
}
