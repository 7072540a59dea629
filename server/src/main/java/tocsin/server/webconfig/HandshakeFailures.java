package tocsin.server.webconfig;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of connections that TLS refused: all are counted, few are logged, as anybody can make very many of them. */
final class HandshakeFailures {
    private static final Logger log = LoggerFactory.getLogger(HandshakeFailures.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final WebConfigObserver observer;
    private final LongSupplier nanoTime;
    private long lastLogged;
    private int unlogged;

    HandshakeFailures(WebConfigObserver observer, LongSupplier nanoTime) {
        this.observer = observer;
        this.nanoTime = nanoTime;
        this.lastLogged = nanoTime.getAsLong() - QUIET_NANOS;
    }

    void connectionFailed(Throwable failure) {
        if (!(failure instanceof SSLException) && !(failure.getCause() instanceof SSLException)) {
            return;
        }
        observer.handshakeFailed();
        long now = nanoTime.getAsLong();
        if (now - lastLogged < QUIET_NANOS) {
            unlogged++;
            return;
        }
        log.atWarn()
                .addKeyValue("err", String.valueOf(failure.getMessage()))
                .addKeyValue("others", unlogged)
                .log("A TLS connection could not be set up");
        lastLogged = now;
        unlogged = 0;
    }
}
