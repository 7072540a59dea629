package tocsin.router.pipeline;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;

/**
 * What an integration answered to a test.
 *
 * @param firing to the alert
 * @param resolved to its end; null when it was not told of it
 */
public record TestedIntegration(
        IntegrationId integration, Answer firing, @Nullable Answer resolved) {
    public TestedIntegration {
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(firing, "firing");
    }

    /** @param took from the call of the notifier to its answer */
    public record Answer(DeliveryResult result, Duration took) {
        public Answer {
            Objects.requireNonNull(result, "result");
            Objects.requireNonNull(took, "took");
        }
    }
}
