package tocsin.router.mute;

import java.util.List;
import java.util.Optional;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.pipeline.Gate;

/** Holds everything back while one of the route's mute time intervals is in force. */
public final class MuteTimeGate implements Gate {
    private final TimeIntervals intervals;

    public MuteTimeGate(TimeIntervals intervals) {
        this.intervals = intervals;
    }

    @Override
    public SuppressionReason reason() {
        return SuppressionReason.MUTE_TIME_INTERVAL;
    }

    @Override
    public Judge judge(Flush flush) {
        List<String> inForce =
                intervals.of(flush.node().route()).muting(flush.tick().at());
        Optional<Verdict.Muted> verdict =
                inForce.isEmpty() ? Optional.empty() : Optional.of(new Verdict.Muted(reason(), inForce));
        return alert -> verdict;
    }
}
