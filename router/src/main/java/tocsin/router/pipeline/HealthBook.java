package tocsin.router.pipeline;

import java.util.HashMap;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.router.pipeline.IntegrationHealth.Failure;
import tocsin.time.Clock;

/** What attempts say of integrations. Owned by the routing context. */
final class HealthBook {
    private final Clock clock;
    private final Map<IntegrationId, IntegrationHealth> known = new HashMap<>();

    HealthBook(Clock clock) {
        this.clock = clock;
    }

    /** One attempt has ended so. */
    void attempted(IntegrationId integration, DeliveryResult result) {
        IntegrationHealth before = of(integration);
        known.put(
                integration,
                result instanceof DeliveryResult.Failed failed
                        ? before.failed(new Failure(clock.now(), failed.reason(), failed.message()))
                        : before.succeeded(clock.now()));
    }

    IntegrationHealth of(IntegrationId integration) {
        return known.getOrDefault(integration, IntegrationHealth.unknown(integration));
    }
}
