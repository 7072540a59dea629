package tocsin.notifiers.pagerduty;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpAnswer;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.http.AnswerRule;
import tocsin.notifiers.template.Rendering;

/** The versions of the Events API. */
enum PagerdutyApi implements AnswerRule {
    /** Says 403 when there are too many requests; upstream counts all its failures as {@code other}. */
    V1("service_key") {
        @Override
        PagerdutyEvent render(
                PagerdutyFields fields, String key, NotificationData data, Rendering rendering, List<String> notes) {
            return fields.renderV1(key, data, rendering, notes);
        }

        @Override
        Buffer body(PagerdutyEvent event, String details) {
            return GoJson.<RuntimeException>write(json -> event.writeV1(json, details));
        }

        @Override
        public boolean isWorthRetrying(int status) {
            return status == 403 || AnswerRule.STANDARD.isWorthRetrying(status);
        }

        @Override
        public FailureReason reason(int status) {
            return FailureReason.OTHER;
        }
    },
    V2("routing_key") {
        @Override
        PagerdutyEvent render(
                PagerdutyFields fields, String key, NotificationData data, Rendering rendering, List<String> notes) {
            return fields.render(key, data, rendering, notes);
        }

        @Override
        Buffer body(PagerdutyEvent event, String details) {
            return GoJson.<RuntimeException>write(json -> event.writeV2(json, details));
        }
    };

    private static final int LONGEST_EXPLANATION = 1024;

    private final String keyField;

    PagerdutyApi(String keyField) {
        this.keyField = keyField;
    }

    /** @param notes gets what is not as configured, beside failed templates */
    abstract PagerdutyEvent render(
            PagerdutyFields fields, String key, NotificationData data, Rendering rendering, List<String> notes);

    /** @param details JSON */
    abstract Buffer body(PagerdutyEvent event, String details);

    String keyField() {
        return keyField;
    }

    /** What is wrong with an event, of an answer 400. */
    @Override
    public String explanation(HttpAnswer answer) {
        if (answer.status() == 400) {
            try {
                JsonObject problem = new JsonObject(answer.text());
                return bounded(answer.head().hidden().without(problem.getString("message", "") + errors(problem)));
            } catch (DecodeException | ClassCastException otherwise) {
                return answer.excerpt();
            }
        }
        return answer.excerpt();
    }

    private static String errors(JsonObject problem) {
        JsonArray errors = problem.getJsonArray("errors", new JsonArray());
        StringBuilder all = new StringBuilder();
        errors.forEach(error -> all.append(all.isEmpty() ? ": " : ", ").append(error));
        return all.toString();
    }

    private static String bounded(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= LONGEST_EXPLANATION ? line : line.substring(0, LONGEST_EXPLANATION) + "…";
    }
}
