package tocsin.evaluator.send;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was handed to it. For one thread. */
public final class RecordingSink implements AlertSink {
    /** Every alert in the order of its arrival. */
    public final List<RuleAlert> sent = new ArrayList<>();

    private Future<Void> outcome = Future.succeededFuture();

    @Override
    public Future<Void> send(List<RuleAlert> alerts) {
        sent.addAll(alerts);
        return outcome;
    }

    /** Hand-overs are kept and fail from now on. */
    public void fail(String message) {
        outcome = Future.failedFuture(message);
    }

    /** What has arrived since the last call. */
    public List<RuleAlert> take() {
        List<RuleAlert> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
