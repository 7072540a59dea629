package tocsin.evaluator.send;

import io.vertx.core.Future;
import java.util.List;

/**
 * Takes the alerts of rules: the router of this process, or other Alertmanagers. Called on the contexts of rule groups, so
 * on several: a sink with state hops to its own.
 */
public interface AlertSink {
    /**
     * @return done when the sink has taken the alerts over; a sink that cannot deliver counts and logs that itself, as the
     *     next resend repairs it
     */
    Future<Void> send(List<RuleAlert> alerts);
}
