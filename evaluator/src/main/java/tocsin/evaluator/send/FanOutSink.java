package tocsin.evaluator.send;

import io.vertx.core.Future;
import java.util.List;

/** Hands the same alerts to several sinks; one that fails does not keep them from the others. */
public final class FanOutSink implements AlertSink {
    private final List<AlertSink> sinks;

    public FanOutSink(List<AlertSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    /** Done when every sink is; fails with the failure of the first sink in order that has failed. */
    @Override
    public Future<Void> send(List<RuleAlert> alerts) {
        List<Future<Void>> taken =
                sinks.stream().map(sink -> send(sink, alerts)).toList();
        return Future.join(taken).mapEmpty();
    }

    private static Future<Void> send(AlertSink sink, List<RuleAlert> alerts) {
        try {
            return sink.send(alerts);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
