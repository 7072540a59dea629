package tocsin.http;

import java.time.Duration;
import java.util.Objects;

/**
 * What a sender needs beside its {@code http_config}.
 *
 * @param maxConnectionsPerHost at once
 * @param maxWaiting requests to one host that wait for a connection; more fail at once
 * @param idleTimeout after which a connection without requests is closed
 * @param compressedAnswers ask for gzip, for large answers
 */
public record SenderSettings(
        String userAgent,
        int maxConnectionsPerHost,
        int maxWaiting,
        Duration connectTimeout,
        Duration idleTimeout,
        boolean compressedAnswers) {

    public SenderSettings {
        Objects.requireNonNull(userAgent, "userAgent");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(idleTimeout, "idleTimeout");
        if (maxConnectionsPerHost < 1 || maxWaiting < 0) {
            throw new IllegalArgumentException("at least one connection, no negative queue");
        }
    }

    /** 20 connections, 1,000 waiting, 10 s to connect, 50 s idle, no compression. */
    public static SenderSettings of(String userAgent) {
        return new SenderSettings(userAgent, 20, 1000, Duration.ofSeconds(10), Duration.ofSeconds(50), false);
    }

    public SenderSettings withMaxConnectionsPerHost(int connections) {
        return new SenderSettings(userAgent, connections, maxWaiting, connectTimeout, idleTimeout, compressedAnswers);
    }

    public SenderSettings withMaxWaiting(int requests) {
        return new SenderSettings(
                userAgent, maxConnectionsPerHost, requests, connectTimeout, idleTimeout, compressedAnswers);
    }

    public SenderSettings withCompressedAnswers() {
        return new SenderSettings(userAgent, maxConnectionsPerHost, maxWaiting, connectTimeout, idleTimeout, true);
    }
}
