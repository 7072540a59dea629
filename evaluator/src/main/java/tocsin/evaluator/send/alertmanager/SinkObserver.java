package tocsin.evaluator.send.alertmanager;

import java.time.Duration;

/**
 * Sees what metrics count. Every call names the Alertmanager by its full push URL, {@code
 * http://host:9093/api/v2/alerts}, without credentials. Called on the context of the sink; must not block or throw.
 */
public interface SinkObserver {
    /** For those who do not count. */
    SinkObserver NONE = new SinkObserver() {};

    /** An Alertmanager exists; called once for each before anything else. */
    default void alertmanagerAdded(String alertmanager, int queueCapacity) {}

    /** It exists no longer: the sink is closed and its queue empty. */
    default void alertmanagerRemoved(String alertmanager) {}

    /**
     * A batch was attempted, whether it arrived or not: as upstream counts {@code prometheus_notifications_sent_total},
     * so that errors divided by sent is a ratio.
     */
    default void sent(String alertmanager, int alerts, Duration latency) {}

    /** The batch of the {@link #sent} call just before did not arrive. */
    default void failed(String alertmanager, int alerts) {}

    /** Alerts left the queue without an attempt: it was full, or the sink was closed. */
    default void dropped(String alertmanager, int alerts) {}

    default void queueLength(String alertmanager, int alerts) {}

    /** The capacity has grown with a large hand-over. */
    default void queueCapacity(String alertmanager, int alerts) {}
}
