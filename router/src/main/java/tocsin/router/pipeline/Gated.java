package tocsin.router.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;

/** A flush after the gates: what passed, what was muted and by which gate, and which gates broke. */
record Gated(
        List<Alert> passed,
        List<Alert> mutedAlerts,
        Map<Labels, Verdict.Muted> verdicts,
        List<Decision.LetPass> broken) {

    /** Asks one gate after the other; a gate that leaves nothing ends the row, and those behind it are not asked. */
    static Gated through(List<FailOpenGate> gates, Flush flush) {
        Gated gated = new Gated(flush.alerts(), List.of(), Map.of(), List.of());
        for (FailOpenGate gate : gates) {
            gated = gated.through(gate.judge(flush));
            if (gated.passed.isEmpty()) {
                return gated;
            }
        }
        return gated;
    }

    private Gated through(FailOpenGate.FailOpenJudge judge) {
        List<Alert> through = new ArrayList<>(passed.size());
        List<Alert> stopped = new ArrayList<>(mutedAlerts);
        Map<Labels, Verdict.Muted> by = new LinkedHashMap<>(verdicts);
        for (Alert alert : passed) {
            judge.mutes(alert)
                    .ifPresentOrElse(
                            muted -> {
                                stopped.add(alert);
                                by.put(alert.labels(), muted);
                            },
                            () -> through.add(alert));
        }
        List<Decision.LetPass> open = new ArrayList<>(broken);
        judge.broken().ifPresent(open::add);
        return new Gated(through, stopped, by, open);
    }

    /** What the gates decided in this flush: how many each held back, and whose verdict is another than last time. */
    List<Decision> decisions(Flush flush) {
        Map<SuppressionReason, Integer> held = new LinkedHashMap<>();
        verdicts.values().forEach(muted -> held.merge(muted.reason(), 1, Integer::sum));
        List<Decision> decisions = new ArrayList<>(broken);
        held.forEach((reason, alerts) -> decisions.add(new Decision.HeldBack(reason, alerts)));
        Map<Labels, Verdict.Muted> released = new HashMap<>(flush.lastMuted());
        verdicts.forEach((labels, now) -> {
            Verdict before = released.remove(labels);
            if (!now.equals(before)) {
                decisions.add(new Decision.VerdictChanged(labels, before == null ? Verdict.PASSED : before, now));
            }
        });
        released.forEach(
                (labels, before) -> decisions.add(new Decision.VerdictChanged(labels, before, Verdict.PASSED)));
        return decisions;
    }
}
