package tocsin.router.config;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.IntegrationId;

/** One way in which a receiver is told. */
public record Integration(IntegrationId id, IntegrationConfig config) {
    public Integration {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(config, "config");
    }
}
