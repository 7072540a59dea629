package tocsin.router.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.Notification;
import tocsin.router.journal.StateJournal;
import tocsin.router.notificationlog.LogKey;
import tocsin.time.Scheduler;

/** The deliveries under way, over all configurations. Owned by the routing context. */
public final class Deliverer {
    private final Ports ports;
    private final Set<Delivery> underWay = new HashSet<>();
    private final Map<LogKey, Attempt> cutOff = new HashMap<>();

    /** What a delivery needs of the world. */
    public record Ports(
            Scheduler scheduler,
            LongSupplier nanoTime,
            RandomGenerator random,
            StateJournal journal,
            PipelineObserver observer) {}

    public Deliverer(Ports ports) {
        this.ports = ports;
    }

    /** Brings back the attempts that the end of the former process cut off. */
    public Future<Void> restore() {
        return ports.journal().restore(Attempt.TABLE, attempt -> cutOff.put(attempt.key(), attempt));
    }

    /** Attempts of the former process whose outcome nobody knows. */
    public List<Attempt> cutOff() {
        return List.copyOf(cutOff.values());
    }

    /** The attempt for this key that was cut off, null when there is none. */
    @Nullable
    Attempt cutOff(LogKey key) {
        return cutOff.get(key);
    }

    /** The receiver knows where it stands again, or nobody will ever ask. */
    void settle(LogKey key) {
        cutOff.remove(key);
        ports.journal().remove(Attempt.TABLE, key.toString());
    }

    Future<DeliveryOutcome> deliver(
            LogKey key, Integration integration, Notification notification, Duration timeToDeliver) {
        Delivery delivery = new Delivery(ports, key, integration.notifier(), notification);
        underWay.add(delivery);
        return delivery.start(timeToDeliver).onComplete(done -> underWay.remove(delivery));
    }

    /** Attempts under way may finish; none follows. */
    public void stopRetries() {
        new ArrayList<>(underWay).forEach(Delivery::stop);
    }

    public boolean isIdle() {
        return underWay.isEmpty();
    }
}
