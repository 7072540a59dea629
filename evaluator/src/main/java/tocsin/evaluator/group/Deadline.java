package tocsin.evaluator.group;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;
import tocsin.evaluator.query.QueryFailure;
import tocsin.model.Durations;
import tocsin.time.Scheduler;

/** Gives up on work that never answers, whatever it promised about its own timeout. */
final class Deadline {
    /** The work's own timeout comes first, as it knows better what it waited for. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Scheduler scheduler;

    Deadline(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Work that throws fails. What work gives after its time is ignored. */
    <T> Future<T> within(Duration limit, Supplier<Future<T>> work) {
        Future<T> begun = begin(work);
        if (begun.isComplete()) {
            return begun;
        }
        Promise<T> answer = Promise.promise();
        Scheduler.Timer timer = scheduler.after(limit.plus(GRACE), () -> answer.tryFail(tooLate(limit)));
        begun.onComplete(done -> {
            timer.cancel();
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }

    private static <T> Future<T> begin(Supplier<Future<T>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private static QueryFailure tooLate(Duration limit) {
        return new QueryFailure(QueryFailure.Kind.TIMEOUT, "no answer within " + Durations.print(limit));
    }
}
