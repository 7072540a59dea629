package tocsin.server.transport;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import tocsin.server.metrics.HttpMetrics;

/** Cuts the connection of a reader that takes nothing of an answer for the write time-out. One that takes a little may go on. */
final class ReaderWatch {
    private final Transport transport;
    private final HttpConnection connection;
    private int pending;
    private long lastTaken;
    private boolean watching;

    ReaderWatch(Transport transport, HttpConnection connection) {
        this.transport = transport;
        this.connection = connection;
    }

    /** @param write of a part of the answer; most leave at once, and nothing is to be watched then */
    void expect(Future<Void> write) {
        if (write.isComplete()) {
            return;
        }
        if (pending++ == 0) {
            lastTaken = transport.now();
        }
        write.onComplete(taken -> {
            pending--;
            lastTaken = transport.now();
        });
        if (!watching) {
            watching = true;
            watch();
        }
    }

    private void watch() {
        if (pending == 0) {
            watching = false;
            return;
        }
        long left = lastTaken + transport.patience().write().toNanos() - transport.now();
        if (left <= 0) {
            transport.metrics().connectionClosed(HttpMetrics.Reason.WRITE_TIMEOUT);
            connection.close();
        } else {
            transport.vertx().setTimer(Duration.ofNanos(left).toMillis() + 1, due -> watch());
        }
    }
}
