package tocsin.evaluator.send.alertmanager;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import tocsin.http.HttpUrl;

/**
 * How to send to other Alertmanagers.
 *
 * @param urls base URLs; each gets every alert, equal ones count once
 * @param queueCapacity alerts that wait for one Alertmanager beside the largest hand-over so far; option {@code
 *     --alertmanager.notification-queue-capacity}
 * @param batchSize most alerts in one request; option {@code --alertmanager.notification-batch-size}
 * @param timeout of one request
 * @param drainTimeout how long a stop waits for what is queued; zero drops it
 */
public record AlertmanagerSettings(
        List<String> urls, int queueCapacity, int batchSize, Duration timeout, Duration drainTimeout) {

    public AlertmanagerSettings {
        urls = List.copyOf(urls);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(drainTimeout, "drainTimeout");
        if (urls.isEmpty() || queueCapacity < 1 || batchSize < 1) {
            throw new IllegalArgumentException("needs a URL, room for an alert in the queue and in a batch");
        }
        if (timeout.isNegative() || timeout.isZero() || drainTimeout.isNegative()) {
            throw new IllegalArgumentException("needs a positive timeout, no negative drain timeout");
        }
        // Throws for a URL that cannot be used.
        urls.forEach(HttpUrl::parse);
    }

    /** 10,000 alerts queued, 256 in a batch, 10 s for a request and for draining. */
    public static AlertmanagerSettings of(String... urls) {
        return new AlertmanagerSettings(List.of(urls), 10_000, 256, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    public AlertmanagerSettings withQueueCapacity(int alerts) {
        return new AlertmanagerSettings(urls, alerts, batchSize, timeout, drainTimeout);
    }

    public AlertmanagerSettings withBatchSize(int alerts) {
        return new AlertmanagerSettings(urls, queueCapacity, alerts, timeout, drainTimeout);
    }

    public AlertmanagerSettings withTimeout(Duration other) {
        return new AlertmanagerSettings(urls, queueCapacity, batchSize, other, drainTimeout);
    }

    public AlertmanagerSettings withDrainTimeout(Duration other) {
        return new AlertmanagerSettings(urls, queueCapacity, batchSize, timeout, other);
    }
}
