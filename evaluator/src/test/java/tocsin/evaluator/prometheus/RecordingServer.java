package tocsin.evaluator.prometheus;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A small HTTP server that keeps what it was asked and answers as it is told; one per test. */
public final class RecordingServer implements AutoCloseable {
    /** What arrived; header names in lower case. */
    public record Received(String method, String path, String query, Map<String, String> headers, String body) {
        FormFields form() {
            return FormFields.parse(body);
        }
    }

    public final List<Received> received = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile BiConsumer<Received, HttpServerResponse> answer =
            (request, response) -> response.setStatusCode(500).end("no answer set");

    private RecordingServer(HttpServer server) {
        this.server = server;
    }

    public static RecordingServer start(Vertx vertx) {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setCompressionSupported(true)
                .setMaxInitialLineLength(1 << 20));
        RecordingServer recording = new RecordingServer(server);
        server.requestHandler(recording::take);
        server.listen()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        return recording;
    }

    public RecordingServer answers(BiConsumer<Received, HttpServerResponse> newAnswer) {
        answer = newAnswer;
        return this;
    }

    public RecordingServer answers(int status, String body) {
        return answers((request, response) -> response.setStatusCode(status).end(body));
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> headers = new TreeMap<>();
            request.headers()
                    .forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
            Received one = new Received(
                    request.method().name(),
                    request.path(),
                    request.query() == null ? "" : request.query(),
                    headers,
                    body.toString());
            received.add(one);
            answer.accept(one, request.response());
        });
    }

    @Override
    public void close() {
        server.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
