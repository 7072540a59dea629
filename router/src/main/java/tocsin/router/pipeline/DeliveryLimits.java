package tocsin.router.pipeline;

/**
 * How much of an integration is under way at a time.
 *
 * @param attempts at the same time; a notifier that can do fewer says so itself
 * @param waiting notifications that wait for their turn; further ones are tried again later, within the time of their flush
 */
public record DeliveryLimits(int attempts, int waiting) {
    public static final DeliveryLimits DEFAULTS = new DeliveryLimits(40, 100_000);

    public DeliveryLimits {
        if (attempts < 1 || waiting < 1) {
            throw new IllegalArgumentException("at least 1 of each: " + attempts + ", " + waiting);
        }
    }
}
