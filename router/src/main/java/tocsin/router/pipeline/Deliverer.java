package tocsin.router.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.router.group.GroupId;
import tocsin.router.journal.StateJournal;
import tocsin.router.notificationlog.LogKey;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/** The deliveries under way, over all configurations. Owned by the routing context. */
public final class Deliverer {
    private final Ports ports;
    private final Set<Delivery> underWay = new HashSet<>();
    private final Map<LogKey, Attempt> cutOff = new HashMap<>();
    /** Whose last delivery came to nothing: for {@code explain}, which otherwise does not know how a flush under way will end. */
    private final Set<LogKey> failed = new HashSet<>();

    private final HealthBook health;
    private final Turns turns;
    private final SlowDisk disk;

    /** What a delivery needs of the world. */
    public record Ports(
            Clock clock,
            Scheduler scheduler,
            LongSupplier nanoTime,
            RandomGenerator random,
            StateJournal journal,
            PipelineObserver observer,
            DeliveryLimits limits) {}

    public Deliverer(Ports ports) {
        this.ports = ports;
        this.health = new HealthBook(ports.clock());
        this.turns = new Turns(ports.limits());
        this.disk = new SlowDisk(ports.journal(), ports.scheduler());
    }

    /** Brings back the attempts that the end of the former process cut off. */
    public Future<Void> restore() {
        return ports.journal().restore(Attempt.TABLE, attempt -> cutOff.put(attempt.key(), attempt));
    }

    /** Attempts whose outcome nobody knows: of the former process, and those that were given up. */
    public List<Attempt> cutOff() {
        return List.copyOf(cutOff.values());
    }

    /** The attempt for this key that was cut off, null when there is none. */
    public @Nullable Attempt cutOff(LogKey key) {
        return cutOff.get(key);
    }

    /** The delivery for this key whose outcome is open, null when there is none. */
    public @Nullable UnderWay underWay(LogKey key) {
        for (Delivery delivery : underWay) {
            if (delivery.key().equals(key)) {
                return delivery.view();
            }
        }
        return null;
    }

    /** The receiver knows where it stands again, or nobody will ever ask. */
    void settle(LogKey key) {
        cutOff.remove(key);
        ports.journal().remove(Attempt.TABLE, key.toString());
    }

    Future<DeliveryOutcome> deliver(
            LogKey key, Integration integration, Notification notification, Duration timeToDeliver) {
        Delivery delivery =
                new Delivery(ports, health, disk, turns, key, integration.notifier(), notification, cutOff.get(key));
        underWay.add(delivery);
        return delivery.start(timeToDeliver).onComplete(outcome -> {
            ended(key, delivery);
            if (!(outcome.result() instanceof DeliveryOutcome.Delivered)) {
                failed.add(key);
            }
        });
    }

    /** Tells integrations of a test; their answers are in the history and in their health, and nowhere else. */
    public Future<List<TestedIntegration>> test(
            String receiver, List<Integration> integrations, TestRequest request, DecisionJournal decisions) {
        return new ReceiverTest(ports, health, decisions, receiver, request).run(integrations);
    }

    /** A new flush looks at the integration. */
    void begin(LogKey key) {
        failed.remove(key);
    }

    /** Whether the last delivery came to nothing. */
    public boolean failed(LogKey key) {
        return failed.contains(key);
    }

    private void ended(LogKey key, Delivery delivery) {
        underWay.remove(delivery);
        Attempt unanswered = delivery.unanswered();
        if (unanswered != null) {
            cutOff.put(key, unanswered);
        }
    }

    /** Forgets unknown outcomes of groups that are gone: nobody will ask for them, and each start would report them. */
    public void removeUnasked(Predicate<GroupId> live) {
        failed.removeIf(key -> !live.test(key.group()));
        List.copyOf(cutOff.keySet()).stream()
                .filter(key -> !live.test(key.group()))
                .forEach(this::settle);
    }

    /** Attempts under way may finish if they do so soon; none follows. */
    public void stopRetries() {
        new ArrayList<>(underWay).forEach(Delivery::stop);
    }

    /** How the integrations of receivers fare, in their order. */
    public Map<String, List<IntegrationHealth>> health(Map<String, List<Integration>> receivers) {
        Map<IntegrationId, List<Delivery>> open = underWay.stream()
                .collect(Collectors.groupingBy(delivery -> delivery.key().integration()));
        Map<String, List<IntegrationHealth>> all = new LinkedHashMap<>();
        receivers.forEach((receiver, integrations) -> all.put(
                receiver,
                integrations.stream()
                        .map(Integration::id)
                        .map(id -> health(id, open.getOrDefault(id, List.of())))
                        .toList()));
        return all;
    }

    private IntegrationHealth health(IntegrationId integration, List<Delivery> open) {
        int waiting = (int) open.stream().filter(Delivery::waitsForTurn).count();
        return health.of(integration).with(open.size(), waiting, nextAttempt(open));
    }

    private @Nullable Instant nextAttempt(List<Delivery> open) {
        return open.stream()
                .map(Delivery::nextAttemptNanos)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(nanos ->
                        ports.clock().now().plusNanos(nanos - ports.nanoTime().getAsLong()))
                .orElse(null);
    }

    public boolean isIdle() {
        return underWay.isEmpty();
    }
}
