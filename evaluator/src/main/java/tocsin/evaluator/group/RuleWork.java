package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Instant;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.evaluator.query.QueryResult;

/** What differs between an alerting and a recording rule once the answer is there. */
sealed interface RuleWork permits AlertingWork, RecordingWork {
    /** @return fails with {@link UnusableResult} or with what kept the result from being used */
    Future<Taken> take(QueryResult result, Instant slot, Instant queryTime);

    ActiveAlerts alerts();

    /** Sends what is due although the rule cannot be evaluated. */
    void keepAlive(Instant now);

    /** {@link ActiveAlerts#begun}; what the former process has written stays as it is. */
    void begin(ClockStep step, Instant now);

    /** The clock was set; {@link ActiveAlerts#moved}. */
    void moved(ClockStep step);
}
