package tocsin.server.demo.inbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Receives every webhook of the demo, below {@code /slack/} in Slack's manner, and answers as a receiver does. */
public final class MessageSink {
    static final int MOST_BYTES = 256 << 10;
    private static final int IDLE_SECONDS = 30;
    private static final String SLACK = "/slack/";

    private final Vertx vertx;
    private final Consumer<Message> messages;

    /** @param messages gets them on an event loop */
    public MessageSink(Vertx vertx, Consumer<Message> messages) {
        this.vertx = vertx;
        this.messages = messages;
    }

    /** @return the port on loopback */
    public Future<Integer> listen() {
        HttpServerOptions options =
                new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
        return vertx.createHttpServer(options)
                .requestHandler(this::receive)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort);
    }

    private void receive(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.POST)) {
            answer(request, 405, "text/plain", "send a POST\n");
        } else {
            new Body(request).read();
        }
    }

    private void accept(HttpServerRequest request, Buffer body) {
        String path = request.path();
        boolean slack = path.startsWith(SLACK);
        try {
            JsonObject json = body.toJsonObject();
            messages.accept(slack ? Posts.slack(path.substring(SLACK.length()), json) : Posts.webhook(path, json));
            answer(
                    request,
                    200,
                    slack ? "text/html" : "application/json",
                    slack ? "ok" : "{\"status\":\"received\"}\n");
        } catch (DecodeException | ClassCastException e) {
            messages.accept(new Message.Unreadable(path, "no JSON object: " + e.getMessage()));
            answer(request, 400, "text/plain", slack ? "invalid_payload" : "no JSON object\n");
        }
    }

    private static void answer(HttpServerRequest request, int status, String type, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type + "; charset=utf-8")
                .end(text);
    }

    /** The body of one request, of which no more is read than is accepted. */
    private final class Body {
        private final HttpServerRequest request;
        private final Buffer received = Buffer.buffer();
        private boolean refused;

        private Body(HttpServerRequest request) {
            this.request = request;
        }

        private void read() {
            request.handler(this::take).endHandler(end -> {
                if (!refused) {
                    accept(request, received);
                }
            });
        }

        private void take(Buffer piece) {
            if (refused) {
                return;
            }
            if (received.length() + piece.length() > MOST_BYTES) {
                refuse();
            } else {
                received.appendBuffer(piece);
            }
        }

        private void refuse() {
            refused = true;
            String path = request.path();
            messages.accept(new Message.Unreadable(path, "a message of more than %d bytes".formatted(MOST_BYTES)));
            request.response()
                    .setStatusCode(413)
                    .putHeader("Connection", "close")
                    .end("a message may have %d bytes here\n".formatted(MOST_BYTES))
                    .onComplete(sent -> request.connection().close());
        }
    }
}
