package tocsin.router.pipeline;

import java.util.Objects;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notifier;

/**
 * One way to reach a receiver.
 *
 * @param sendResolved whether it wants to hear of resolved alerts
 */
public record Integration(IntegrationId id, boolean sendResolved, Notifier notifier) {
    public Integration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(notifier, "notifier");
    }
}
