package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A webhook that answers well, slowly, badly or not at all, and remembers which. Each message holds one alert. */
final class CrashHook implements AutoCloseable {
    private final Random random;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<Kill> kills = new CopyOnWriteArrayList<>();
    private final StubServer server;
    private volatile boolean calm;

    /** A message that was answered with 200. */
    private record Told(String group, String status, String startsAt, Instant at) {
        boolean sameAs(Told other) {
            return group.equals(other.group) && status.equals(other.status) && startsAt.equals(other.startsAt);
        }
    }

    /** @param unsure groups with an attempt whose outcome was not on disk when the process was killed */
    private record Kill(Instant at, Set<String> unsure) {}

    CrashHook(long seed) throws IOException {
        random = new Random(seed);
        server = StubServer.start(this::answer);
    }

    String url() {
        return server.url();
    }

    void calmDown() {
        calm = true;
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        JsonObject message = new JsonObject(StubServer.body(exchange));
        int kind = calm ? 0 : dice();
        if (kind == 8) {
            exchange.sendResponseHeaders(500, -1);
        } else if (kind != 9) {
            if (kind >= 6) {
                Thread.sleep(100L * kind - 400);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.getResponseBody().close();
            note(message);
        }
    }

    private synchronized int dice() {
        return random.nextInt(10);
    }

    private void note(JsonObject message) {
        JsonObject alert = message.getJsonArray("alerts").getJsonObject(0);
        told.add(new Told(
                group(alert.getJsonObject("labels")),
                alert.getString("status"),
                alert.getString("startsAt"),
                Instant.now()));
    }

    static String group(JsonObject labels) {
        return labels.getString("alertname") + "/" + labels.getString("instance");
    }

    void killed(Instant at, Set<String> unsure) {
        kills.add(new Kill(at, unsure));
    }

    Set<String> instances(String alertname, String status) {
        String prefix = alertname + "/";
        return told.stream()
                .filter(t -> t.status().equals(status) && t.group().startsWith(prefix))
                .map(t -> t.group().substring(prefix.length()))
                .collect(Collectors.toSet());
    }

    int count() {
        return told.size();
    }

    /** @return how many repeats there were, all of them after a kill that left the outcome open */
    int checkRepeats() {
        Map<String, Told> last = new HashMap<>();
        Set<String> repeats = new HashSet<>();
        for (Told next : told) {
            Told before = last.put(next.group(), next);
            if (before != null && before.sameAs(next)) {
                assertThat(kills)
                        .as("REPEATED without need: %s after %s", next, before)
                        .anyMatch(kill -> kill.unsure().contains(next.group())
                                && !kill.at().isBefore(before.at().minusSeconds(2))
                                && kill.at().isBefore(next.at()));
                repeats.add(next.toString());
            }
        }
        return repeats.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
