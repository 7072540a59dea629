package tocsin.router.config;

import tocsin.config.IntegrationConfig;

/**
 * Stands for an integration of a known kind that this version does not deliver to. Its keys were not judged.
 *
 * @param kind e.g. {@code slack}
 */
public record UndeliverableIntegration(String kind) implements IntegrationConfig {
    /** False: nothing is sent at all. */
    @Override
    public boolean sendResolved() {
        return false;
    }
}
