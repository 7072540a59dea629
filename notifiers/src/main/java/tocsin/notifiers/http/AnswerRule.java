package tocsin.notifiers.http;

import java.time.Duration;
import java.time.Instant;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpAnswer;

/** What a service means by an answer that is not 2xx. Immutable; any thread. */
public interface AnswerRule {
    /** Later is better for a server's error, and for what says so itself: 408, 425, 429. */
    AnswerRule STANDARD = new AnswerRule() {};

    /** Whether the same request may succeed a moment later. */
    default boolean isWorthRetrying(int status) {
        return status / 100 == 5 || status == 408 || status == 425 || status == 429;
    }

    /** How it is counted. */
    default FailureReason reason(int status) {
        return FailureReason.ofStatus(status);
    }

    /** How long the service asks us to wait; zero when it does not. */
    default Duration retryAfter(HttpAnswer answer, Instant now) {
        return RetryAfter.parse(answer.head().header("Retry-After"), now);
    }

    /** What the service says of it: one line, bounded, without half a secret; empty when it says nothing. */
    default String explanation(HttpAnswer answer) {
        return answer.excerpt();
    }
}
