package tocsin.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** Receives every webhook of the demo and prints it for the person who watches. */
public final class MessageSink {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int MAX_BODY = 1 << 20;

    private final Vertx vertx;
    private final PrintWriter out;
    private final Supplier<LocalTime> now;

    public MessageSink(Vertx vertx, PrintWriter out, Supplier<LocalTime> now) {
        this.vertx = vertx;
        this.out = out;
        this.now = now;
    }

    /** @return the port on loopback */
    public Future<Integer> listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    print(request.path(), body);
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort);
    }

    private void print(String path, Buffer body) {
        if (body.length() > MAX_BODY) {
            line("webhook %s: a message of %d bytes".formatted(path, body.length()));
            return;
        }
        try {
            print(path, body.toJsonObject());
        } catch (DecodeException e) {
            line("webhook %s: no JSON: %s".formatted(path, e.getMessage()));
        }
    }

    private void print(String path, JsonObject message) {
        line("webhook %s  %s  (%s)"
                .formatted(
                        path,
                        message.getString("status", "?").toUpperCase(Locale.ROOT),
                        message.getString("notification_reason", "")));
        JsonArray alerts = message.getJsonArray("alerts", new JsonArray());
        for (int i = 0; i < alerts.size(); i++) {
            print(alerts.getJsonObject(i));
        }
        out.flush();
    }

    private void print(JsonObject alert) {
        JsonObject labels = alert.getJsonObject("labels", new JsonObject());
        String summary = alert.getJsonObject("annotations", new JsonObject()).getString("summary", "");
        out.printf(
                "           %-8s %s%s %s%n",
                alert.getString("status"),
                labels.getString("alertname"),
                labels.containsKey("instance") ? " on " + labels.getString("instance") : "",
                summary.isEmpty() ? "" : "- " + summary);
    }

    private void line(String text) {
        out.printf("[%s] %s%n", TIME.format(now.get()), text);
        out.flush();
    }
}
