package tocsin.router.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notifier;
import tocsin.model.Labels;
import tocsin.router.RouterConfiguration;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.pipeline.Integration;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;

/**
 * A configuration as the world makes it and the oracle reads it.
 *
 * @param receivers for each integration of each receiver, whether it wants to hear of resolved alerts
 */
record Setup(
        Route root,
        Duration resolveTimeout,
        Map<String, List<Boolean>> receivers,
        List<InhibitRule> rules,
        List<NamedTimeInterval> intervals) {
    boolean wantsResolved(IntegrationId id) {
        List<Boolean> wants = receivers.getOrDefault(id.receiver(), List.of());
        return id.index() < wants.size() && wants.get(id.index());
    }

    /** Of a receiver, and whether each wants to hear of resolved alerts. */
    Map<IntegrationId, Boolean> integrations(String receiver) {
        List<Boolean> wants = receivers.getOrDefault(receiver, List.of());
        Map<IntegrationId, Boolean> all = new LinkedHashMap<>();
        for (int index = 0; index < wants.size(); index++) {
            all.put(new IntegrationId(receiver, "webhook", index), wants.get(index));
        }
        return all;
    }

    RouterConfiguration configuration(Function<IntegrationId, Notifier> notifiers) {
        Map<String, List<Integration>> integrations = new LinkedHashMap<>();
        receivers.forEach((receiver, sendResolved) -> {
            List<Integration> each = new ArrayList<>();
            for (int index = 0; index < sendResolved.size(); index++) {
                IntegrationId id = new IntegrationId(receiver, "webhook", index);
                each.add(new Integration(id, sendResolved.get(index), notifiers.apply(id)));
            }
            integrations.put(receiver, each);
        });
        return new RouterConfiguration(
                new RouteTree(root),
                resolveTimeout,
                integrations,
                rules,
                intervals,
                flush -> Future.succeededFuture(Labels.of(flush.node().route().labels())));
    }
}
