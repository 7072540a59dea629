package tocsin.router.pipeline;

import java.util.Optional;
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
    public Judge judge(Flush flush) {
        try {
            return new FailOpenJudge(gate.judge(flush), flush);
        } catch (RuntimeException e) {
            report(flush, e);
            return alert -> Optional.empty();
        }
    }

    private void report(Flush flush, RuntimeException cause) {
        LOG.error("a gate is broken and lets alerts pass gate={} group={}", reason(), flush.groupKey(), cause);
    }

    /** Reports once: a group may have a hundred thousand alerts. */
    private final class FailOpenJudge implements Judge {
        private final Judge judge;
        private final Flush flush;
        private boolean reported;

        FailOpenJudge(Judge judge, Flush flush) {
            this.judge = judge;
            this.flush = flush;
        }

        @Override
        public Optional<Verdict.Muted> mutes(Alert alert) {
            try {
                return judge.mutes(alert);
            } catch (RuntimeException e) {
                if (!reported) {
                    report(flush, e);
                    reported = true;
                }
                return Optional.empty();
            }
        }
    }
}
