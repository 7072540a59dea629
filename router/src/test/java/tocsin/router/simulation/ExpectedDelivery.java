package tocsin.router.simulation;

import java.time.Duration;
import tocsin.delivery.IntegrationId;

/** A delivery under way: an attempt was made as expected, and it is not yet known what becomes of it. */
final class ExpectedDelivery {
    /** How long after the deadline an answer is waited for. */
    static final Duration GRACE = Duration.ofSeconds(5);

    final ExpectedFlush flush;
    final IntegrationId integration;
    final boolean sendResolved;
    final Ledger ledger;
    /** On the elapsed clock; attempts end here, but for one under way. */
    final long deadline;

    Attempt last;
    int attempts = 1;
    boolean done;
    /** A reload has ended the configuration that it belongs to. */
    boolean stopped;

    ExpectedDelivery(
            ExpectedFlush flush,
            IntegrationId integration,
            boolean sendResolved,
            Ledger ledger,
            long deadline,
            Attempt first) {
        this.flush = flush;
        this.integration = integration;
        this.sendResolved = sendResolved;
        this.ledger = ledger;
        this.deadline = deadline;
        this.last = first;
    }

    boolean attempting() {
        return last.answer == null;
    }

    /** How long one waits for the answer to an attempt that begins then. */
    Duration longestAt(long nanos) {
        return Duration.ofNanos(deadline - nanos).plus(GRACE);
    }

    /** Of the same flush: that its stamp is the same would not do, as the clock may have been set back in between. */
    boolean continuesWith(Attempt attempt) {
        return !done
                && flush.wall.equals(attempt.notification.flushedAt())
                && longestAt(attempt.at).equals(attempt.longest);
    }
}
