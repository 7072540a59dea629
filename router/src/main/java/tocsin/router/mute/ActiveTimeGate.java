package tocsin.router.mute;

import java.util.Optional;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Gate;
import tocsin.router.route.Route;

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
        Route route = flush.node().route();
        Optional<Verdict.Muted> verdict =
                intervals.of(route).isInactive(flush.tick().at())
                        ? Optional.of(new Verdict.Muted(reason(), route.activeTimeIntervals()))
                        : Optional.empty();
        return alert -> verdict;
    }
}
