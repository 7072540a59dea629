package tocsin.notifiers.jira;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Undelivered;

/**
 * An issue that exists.
 *
 * @param done by the category of its status, whatever the status is called
 */
record JiraIssue(String key, boolean done) {
    JiraIssue {
        Objects.requireNonNull(key, "key");
    }

    /**
     * The first open one that a search has found, else the first; null when it has found none.
     *
     * @throws Undelivered when the answer does not say what was found: an issue opened then would perhaps be a second one
     */
    static @Nullable JiraIssue found(JsonObject answer) {
        if (!(answer.getValue("issues") instanceof JsonArray array)) {
            throw Undelivered.retryable(
                    FailureReason.OTHER, "the answer of Jira to the search names no `issues`", Duration.ZERO);
        }
        List<JiraIssue> issues = array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(issue -> !JsonAnswer.text(issue, "key").isEmpty())
                .map(JiraIssue::of)
                .toList();
        return issues.stream()
                .filter(issue -> !issue.done())
                .findFirst()
                .orElse(issues.isEmpty() ? null : issues.get(0));
    }

    private static JiraIssue of(JsonObject issue) {
        JsonObject status = JsonAnswer.inner(JsonAnswer.inner(issue, "fields"), "status");
        String category = JsonAnswer.text(JsonAnswer.inner(status, "statusCategory"), "key");
        return new JiraIssue(JsonAnswer.text(issue, "key"), category.equals("done"));
    }
}
