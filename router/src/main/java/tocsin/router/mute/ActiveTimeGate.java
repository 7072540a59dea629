package tocsin.router.mute;

import java.util.List;
import java.util.Optional;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Gate;

/** Holds everything back while the route names active time intervals and none of them is in force. */
public final class ActiveTimeGate implements Gate {
    private final TimeIntervals intervals;

    public ActiveTimeGate(TimeIntervals intervals) {
        this.intervals = intervals;
    }

    @Override
    public SuppressionReason reason() {
        return SuppressionReason.ACTIVE_TIME_INTERVAL;
    }

    @Override
    public Judge judge(Flush flush) {
        List<String> names = flush.node().route().activeTimeIntervals();
        boolean muted = !names.isEmpty()
                && intervals.containing(names, flush.tick().at()).isEmpty();
        Optional<Verdict.Muted> verdict = muted ? Optional.of(new Verdict.Muted(reason(), names)) : Optional.empty();
        return alert -> verdict;
    }
}
