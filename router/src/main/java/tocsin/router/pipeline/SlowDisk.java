package tocsin.router.pipeline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import tocsin.router.journal.StateJournal;
import tocsin.time.Scheduler;

/**
 * How long attempts wait for the disk: the intent is to be there before the attempt, so that after a crash its repetition is
 * known to be one. Without it the attempt is repeated all the same, and only the mark is missing: no reason not to send when the
 * disk fails. Once it has kept one attempt waiting for too long, it keeps none until it has written again: each would wait as
 * long, one after the other. Owned by the routing context.
 */
final class SlowDisk {
    /** A disk that is slower than this must not hold a page back. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StateJournal journal;
    private final Scheduler scheduler;
    private boolean hangs;

    SlowDisk(StateJournal journal, Scheduler scheduler) {
        this.journal = journal;
        this.scheduler = scheduler;
    }

    /** Runs it when all that was decided is on disk, or the disk takes too long. */
    void onceWritten(Runnable then) {
        Future<Void> written = journal.write().onComplete(done -> hangs = false);
        if (written.isComplete() || hangs) {
            then.run();
            return;
        }
        Promise<Void> waited = Promise.promise();
        Scheduler.Timer patience = scheduler.after(PATIENCE, () -> {
            hangs = !waited.future().isComplete();
            waited.tryComplete();
        });
        written.onComplete(result -> waited.tryComplete());
        waited.future().onComplete(result -> {
            patience.cancel();
            then.run();
        });
    }
}
