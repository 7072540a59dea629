package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.query.QueryResult;

/** What differs between an alerting and a recording rule once the answer is there. */
sealed interface RuleWork permits AlertingWork, RecordingWork {
    /** @return fails with {@link UnusableResult} or with what kept the result from being used */
    Future<Taken> take(QueryResult result, Instant slot, Instant queryTime);

    ActiveAlerts alerts();

    /** Sends what is due although the rule cannot be evaluated. */
    void keepAlive(Instant now);

    /** The clock was set back; {@link ActiveAlerts#retold}. */
    void retell(UnaryOperator<Instant> told);

    /** The clock was set ahead; {@link ActiveAlerts#counted}. */
    void countFrom(Duration later);
}
