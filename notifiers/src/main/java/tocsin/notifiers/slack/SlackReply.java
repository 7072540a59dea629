package tocsin.notifiers.slack;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpAnswer;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Undelivered;

/**
 * What Slack says with a status of 2xx: a webhook the word {@code ok}, its API an object.
 *
 * @param error Slack's word for what is wrong; empty when the message arrived
 * @param posted null when the answer does not say
 */
record SlackReply(String error, @Nullable PostedMessage posted) {
    /** The message is gone, or not ours to change, or its channel is. */
    private static final Set<String> NOT_TO_BE_CHANGED = Set.of(
            "message_not_found",
            "cant_update_message",
            "edit_window_closed",
            "channel_not_found",
            "is_inactive",
            "is_archived",
            "not_in_channel",
            "update_failed",
            "msg_too_long");

    private static final Set<String> TOO_MANY = Set.of("ratelimited", "rate_limited");

    /** Slack's own troubles, of which it asks us to try again. */
    private static final Set<String> TROUBLES =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

    private static final int LONGEST_ERROR = 200;

    SlackReply {
        Objects.requireNonNull(error, "error");
    }

    /** Fails with {@link Undelivered} when the answer is none of Slack's. */
    static SlackReply read(HttpAnswer answer) {
        String type = answer.head().header("Content-Type");
        return type != null && type.startsWith("application/json") ? readJson(answer) : readWord(answer);
    }

    private static SlackReply readJson(HttpAnswer answer) {
        JsonObject json = JsonAnswer.read(answer);
        if (json == null) {
            throw Undelivered.retryable(
                    FailureReason.CLIENT_ERROR,
                    "the answer is not the JSON of Slack: " + answer.excerpt(),
                    Duration.ZERO);
        }
        String error =
                Truncation.toCodePoints(answer.head().hidden().without(JsonAnswer.text(json, "error")), LONGEST_ERROR);
        return JsonAnswer.says(json, "ok")
                ? new SlackReply("", PostedMessage.of(JsonAnswer.text(json, "channel"), JsonAnswer.text(json, "ts")))
                : new SlackReply(error.isEmpty() ? "no reason given" : error, null);
    }

    private static SlackReply readWord(HttpAnswer answer) {
        if (!answer.text().equals("ok")) {
            throw Undelivered.rejected(
                    FailureReason.CLIENT_ERROR,
                    "error response from Slack, which says `ok` when all is well: " + answer.excerpt());
        }
        return new SlackReply("", null);
    }

    boolean delivered() {
        return error.isEmpty();
    }

    /** Whether a new message may arrive where the change of an old one did not. */
    boolean notToBeChanged() {
        return NOT_TO_BE_CHANGED.contains(error);
    }

    /** @param retryAfter that of the answer */
    Undelivered undelivered(Duration retryAfter) {
        String message = "error response from Slack: " + error;
        if (TOO_MANY.contains(error)) {
            return Undelivered.retryable(FailureReason.RATE_LIMITED, message, retryAfter);
        }
        return TROUBLES.contains(error)
                ? Undelivered.retryable(FailureReason.SERVER_ERROR, message, retryAfter)
                : Undelivered.rejected(FailureReason.CLIENT_ERROR, message);
    }
}
