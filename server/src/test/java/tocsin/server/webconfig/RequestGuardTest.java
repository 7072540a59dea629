package tocsin.server.webconfig;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestGuardTest {
    private static final PasswordHash HASH =
            PasswordHash.parse("$2b$04$abcdefghijklmnopqrstuumVR7FiWgkOIuX8DGrlf1qwlanvgY40q");
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YWxpY2U6YQ==\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Queue<Promise<Boolean>> comparisons = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicReference<Context> serving = new AtomicReference<>();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Future<Boolean> later(Supplier<Boolean> comparison) {
        Promise<Boolean> done = Promise.promise();
        comparisons.add(done);
        return done.future();
    }

    private HttpServer server() {
        Passwords passwords = new Passwords(Map.of("alice", HASH), (password, hash) -> true, this::later);
        RequestGuard guard = new RequestGuard(null, new WebConfigObserver() {});
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            serving.set(vertx.getOrCreateContext());
            context.addEndHandler(end -> ended.incrementAndGet());
            guard.handle(context, Map.of(), passwords);
        });
        router.route().handler(context -> {
            passed.incrementAndGet();
            context.response().end();
        });
        return vertx.createHttpServer().requestHandler(router).listen(0).await();
    }

    @Test
    void nothing_is_begun_for_who_went_away_while_the_password_was_compared() throws IOException {
        HttpServer server = server();
        try (Socket sender = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            sender.getOutputStream().write(REQUEST.getBytes(US_ASCII));
            await().until(() -> !comparisons.isEmpty());
        }
        await().until(() -> ended.get() == 1);

        try (Socket another = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            another.getOutputStream().write(REQUEST.getBytes(US_ASCII));
            serving.get().runOnContext(here -> comparisons.remove().complete(true));
            assertThat(another.getInputStream().read()).isEqualTo('H');
        }
        assertThat(passed).hasValue(1);
    }
}
