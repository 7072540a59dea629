package tocsin.router.pipeline;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Alert;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;

/**
 * A gate that holds nothing back where it breaks. A bug in one gate would else stop every notification of the group, flush
 * after flush; and a notification too many is a nuisance, one too few an outage that nobody saw.
 */
final class FailOpenGate implements Gate {
    private static final Logger LOG = LoggerFactory.getLogger(FailOpenGate.class);

    private final Gate gate;

    FailOpenGate(Gate gate) {
        this.gate = gate;
    }

    @Override
    public SuppressionReason reason() {
        return gate.reason();
    }

    @Override
    public FailOpenJudge judge(Flush flush) {
        try {
            return new FailOpenJudge(gate.judge(flush), flush);
        } catch (RuntimeException e) {
            FailOpenJudge open = new FailOpenJudge(alert -> Optional.empty(), flush);
            open.report(e);
            return open;
        }
    }

    /** Reports once: a group may have a hundred thousand alerts. */
    final class FailOpenJudge implements Judge {
        private final Judge judge;
        private final Flush flush;
        private Decision.@Nullable LetPass broken;

        private FailOpenJudge(Judge judge, Flush flush) {
            this.judge = judge;
            this.flush = flush;
        }

        @Override
        public Optional<Verdict.Muted> mutes(Alert alert) {
            try {
                return judge.mutes(alert);
            } catch (RuntimeException e) {
                report(e);
                return Optional.empty();
            }
        }

        /** Empty when the gate is sound. */
        Optional<Decision.LetPass> broken() {
            return Optional.ofNullable(broken);
        }

        private void report(RuntimeException cause) {
            if (broken == null) {
                broken = new Decision.LetPass(reason(), cause.getClass().getName());
                LOG.error("a gate is broken and lets alerts pass gate={} group={}", reason(), flush.groupKey(), cause);
            }
        }
    }
}
