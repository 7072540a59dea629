package tocsin.router.explain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.router.pipeline.Told;
import tocsin.router.pipeline.UnderWay;

/**
 * An integration of a group's receiver.
 *
 * @param sendResolved whether it wants to hear of resolved alerts
 * @param underWay the delivery whose outcome is open; null when there is none
 * @param failed whether its last delivery came to nothing
 */
public record IntegrationFacts(
        IntegrationId id,
        boolean sendResolved,
        Told told,
        @Nullable UnderWay underWay,
        boolean failed) {
    public IntegrationFacts {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(told, "told");
    }
}
