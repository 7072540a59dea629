package tocsin.notifiers.telegram;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import tocsin.http.HttpAnswer;
import tocsin.notifiers.http.AnswerRule;

/** Of the Bot API, which says in the body how long to wait. */
final class TelegramAnswers implements AnswerRule {
    private static final long LONGEST_WAIT_SECONDS = 1_000_000_000;

    @Override
    public Duration retryAfter(HttpAnswer answer, Instant now) {
        Duration header = AnswerRule.STANDARD.retryAfter(answer, now);
        return header.isZero() ? inBody(answer) : header;
    }

    private static Duration inBody(HttpAnswer answer) {
        try {
            JsonObject parameters = new JsonObject(answer.text()).getJsonObject("parameters", new JsonObject());
            long seconds = parameters.getLong("retry_after", 0L);
            return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_WAIT_SECONDS)));
        } catch (DecodeException | ClassCastException saysNothing) {
            return Duration.ZERO;
        }
    }
}
