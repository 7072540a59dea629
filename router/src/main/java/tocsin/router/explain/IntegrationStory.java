package tocsin.router.explain;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;

/**
 * One integration and the alert.
 *
 * @param next what happens next, for people
 * @param nextAt when; null when nothing does, or nobody knows
 */
public record IntegrationStory(
        IntegrationId integration,
        Finding dedup,
        Finding delivery,
        String next,
        @Nullable Instant nextAt) {
    public IntegrationStory {
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(dedup, "dedup");
        Objects.requireNonNull(delivery, "delivery");
        Objects.requireNonNull(next, "next");
    }
}
