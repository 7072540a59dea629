package tocsin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Accepts posted alerts as an Alertmanager would and counts them. */
final class AlertCounter {
    private static final byte[] ONCE_IN_AN_ALERT = "\"startsAt\":".getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong alerts = new AtomicLong();
    private int port;

    private AlertCounter() {}

    static AlertCounter listen(Vertx vertx) {
        AlertCounter counter = new AlertCounter();
        counter.port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    counter.alerts.addAndGet(occurrences(body));
                    request.response().end();
                }))
                .listen(0, "127.0.0.1")
                .await()
                .actualPort();
        return counter;
    }

    private static int occurrences(Buffer body) {
        int found = 0;
        int matched = 0;
        for (int i = 0; i < body.length(); i++) {
            byte next = body.getByte(i);
            matched = next == ONCE_IN_AN_ALERT[matched] ? matched + 1 : next == ONCE_IN_AN_ALERT[0] ? 1 : 0;
            if (matched == ONCE_IN_AN_ALERT.length) {
                found++;
                matched = 0;
            }
        }
        return found;
    }

    long alerts() {
        return alerts.get();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }
}
