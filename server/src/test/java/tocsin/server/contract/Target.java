package tocsin.server.contract;

import java.time.Duration;
import java.time.Instant;

/** A server under the contract, fresh, on a port of loopback. */
public interface Target extends AutoCloseable {
    int port();

    /** By the server's clock. */
    Instant now();

    /** Lets time pass for the server. */
    void advance(Duration duration);

    @Override
    void close();
}
