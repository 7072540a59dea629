package tocsin.server.live;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server of the test: an exporter, a data source or a receiver, good or bad as the test wants it at the time. */
final class StubServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Answer answer;

    /** What a request is answered with. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    record Received(String method, String path, String contentType, String userAgent, String body, long nanoTime) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private StubServer(HttpServer server, Answer answer) {
        this.server = server;
        this.answer = answer;
    }

    static StubServer start(Answer answer) throws IOException {
        return start(0, answer);
    }

    static StubServer start(int port, Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        StubServer stub = new StubServer(server, answer);
        server.setExecutor(stub.threads);
        server.createContext("/", stub::serve);
        server.start();
        return stub;
    }

    static Answer status(int status) {
        return text(status, "text/plain", "");
    }

    static Answer text(int status, String contentType, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** The text of a request; an answer can read it once. */
    static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Promises more than comes, then cuts the connection. */
    static Answer halfOf(String contentType, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** Holds every request until the stub closes. */
    Answer never() {
        return exchange -> closing.await();
    }

    void answer(Answer next) {
        answer = next;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    String url() {
        return "http://" + address();
    }

    List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = body(exchange);
            received.add(new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                    body,
                    System.nanoTime()));
            // Not an attribute: all exchanges of a server share those.
            exchange.setStreams(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), null);
            answer.to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
