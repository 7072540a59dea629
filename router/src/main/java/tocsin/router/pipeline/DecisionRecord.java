package tocsin.router.pipeline;

import java.time.Instant;

/** What was decided at one instant, and why. Immutable. */
public sealed interface DecisionRecord permits FlushRecord, IntakeRecord {
    Instant at();
}
