package tocsin.bench;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What clients post: alerts of ten labels and three annotations, and silences that each match one of them. */
final class PostedBodies {
    private static final int ALERTS_IN_A_BODY = 64;

    private PostedBodies() {}

    /**
     * The alerts with the numbers from {@code first} to {@code last - 1}.
     *
     * @param perGroup how many in turn have the same {@code service}
     */
    static List<Buffer> alerts(int first, int last, int perGroup, Instant start, Instant end) {
        List<Buffer> bodies = new ArrayList<>();
        for (int begin = first; begin < last; begin += ALERTS_IN_A_BODY) {
            JsonArray alerts = new JsonArray();
            for (int i = begin; i < Math.min(last, begin + ALERTS_IN_A_BODY); i++) {
                alerts.add(alert(i, i / perGroup, start, end));
            }
            bodies.add(alerts.toBuffer());
        }
        return bodies;
    }

    private static JsonObject alert(int i, int group, Instant start, Instant end) {
        String service = "checkout-api-%05d".formatted(group);
        String instance = instance(i);
        JsonObject labels = new JsonObject()
                .put("alertname", "Rule" + group % 40 + "HighRequestLatency")
                .put("cluster", "prod-eu-west-" + group % 20)
                .put("instance", instance)
                .put("job", "kubernetes-pods")
                .put("namespace", "tenant-" + group % 50)
                .put("pod", service + '-' + Integer.toHexString(i * 0x9E3779B9) + '-' + i)
                .put("region", "eu-west-" + group % 6)
                .put("service", service)
                .put("severity", i % 10 == 0 ? "critical" : "warning")
                .put("team", "team-" + group % 25);
        JsonObject annotations = new JsonObject()
                .put(
                        "description",
                        "Service %s in namespace tenant-%d has been violating its objective for more than 15 minutes: current value is %d on instance %s, the limit is 0.5. Check recent rollouts and upstream dependencies."
                                .formatted(service, group % 50, i % 1000, instance))
                .put("runbook_url", "https://runbooks.example.com/team-%d/latency".formatted(group % 25))
                .put("summary", "%s on %s is slow".formatted(service, instance));
        return new JsonObject()
                .put("labels", labels)
                .put("annotations", annotations)
                .put("startsAt", text(start))
                .put("endsAt", text(end))
                .put("generatorURL", "http://prometheus.example.com:9090/graph?g0.expr=latency&g0.tab=1");
    }

    private static String instance(int i) {
        return "10.%d.%d.%d:9100".formatted(i >> 16, i >> 8 & 255, i & 255);
    }

    static List<Buffer> silences(int first, int last, Instant now) {
        List<Buffer> bodies = new ArrayList<>();
        for (int i = first; i < last; i++) {
            bodies.add(silence(i, now).toBuffer());
        }
        return bodies;
    }

    private static JsonObject silence(int i, Instant now) {
        return new JsonObject()
                .put(
                        "matchers",
                        new JsonArray().add(matcher("instance", instance(i))).add(matcher("job", "kubernetes-pods")))
                .put("startsAt", text(now))
                .put("endsAt", text(now.plus(Duration.ofDays(1))))
                .put("createdBy", "somebody@example.com")
                .put("comment", "The host is being replaced, ticket " + i);
    }

    private static JsonObject matcher(String name, String value) {
        return new JsonObject().put("name", name).put("value", value).put("isRegex", false);
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
