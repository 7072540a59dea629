package tocsin.router.simulation;

import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import tocsin.delivery.IntegrationId;
import tocsin.router.simulation.AlertBook.Known;
import tocsin.router.simulation.ExpectedGroup.Ref;

/** Who is entitled to know what at an instant: {@link Patience} judges whether he was told in time. */
final class Entitlements {
    /** What a flush may take beyond group_interval that was under way when an integration recovered. */
    private static final Duration LONGEST_FLUSH_BEFORE = ofSeconds(10).plus(ExpectedDelivery.GRACE);

    private final AlertBook alerts;
    private final Muting muting;
    private final Setup setup;
    private final Routing routing;
    private final Duration startDelay;

    Entitlements(AlertBook alerts, Muting muting, Setup setup, Routing routing, Duration startDelay) {
        this.alerts = alerts;
        this.muting = muting;
        this.setup = setup;
        this.routing = routing;
        this.startDelay = startDelay;
    }

    /** @param healthy integrations that work; an alert of a receiver with others is nobody's claim */
    Set<Patience.Claim> at(Instant wall, Set<IntegrationId> healthy) {
        Set<Patience.Claim> entitled = new HashSet<>();
        alerts.all().stream().filter(alert -> alert.firing(wall)).forEach(alert -> {
            for (Routing.Place place : routing.reached(alert.labels)) {
                Set<IntegrationId> all =
                        setup.integrations(place.route().receiver()).keySet();
                if (healthy.containsAll(all) && muting.by(alert.labels, place.route(), wall, wall) == null) {
                    all.forEach(integration -> entitled.add(claim(alert, place, integration)));
                }
            }
        });
        return entitled;
    }

    private Patience.Claim claim(Known alert, Routing.Place place, IntegrationId integration) {
        Ref ref = new Ref(place.identity(), place.groupLabels(alert.labels));
        Duration wait = place.route().groupWait().plus(place.route().groupInterval());
        return new Patience.Claim(
                ref, integration, alert.labels, wait.plus(LONGEST_FLUSH_BEFORE).plus(startDelay));
    }
}
