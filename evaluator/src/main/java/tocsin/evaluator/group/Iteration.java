package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * One pass over the rules of a group: in order, as many at once as the group allows, none begun after a stop request. A
 * loop and not a chain of futures, so that a thousand rules whose answers are there at once do not nest a thousand calls.
 */
final class Iteration {
    private final List<RuleRunner> rules;
    private final int concurrency;
    private final Lifecycle lifecycle;
    private final Function<RuleRunner, Future<Void>> evaluate;
    private final Runnable done;
    private int next;
    private int inFlight;
    private boolean looping;

    Iteration(
            List<RuleRunner> rules,
            int concurrency,
            Lifecycle lifecycle,
            Function<RuleRunner, Future<Void>> evaluate,
            Runnable done) {
        this.rules = rules;
        this.concurrency = concurrency;
        this.lifecycle = lifecycle;
        this.evaluate = evaluate;
        this.done = done;
    }

    void run() {
        if (looping) {
            return;
        }
        looping = true;
        while (hasNext() && inFlight < concurrency) {
            inFlight++;
            evaluate.apply(rules.get(next++)).onComplete(settled -> {
                inFlight--;
                run();
            });
        }
        looping = false;
        if (inFlight == 0 && !hasNext()) {
            done.run();
        }
    }

    private boolean hasNext() {
        return next < rules.size() && !lifecycle.stopping();
    }
}
