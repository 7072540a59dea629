package tocsin.config;

/** One configured integration of a receiver, opaque to the router. */
public interface IntegrationConfig {
    /** Whether resolved alerts are sent. */
    boolean sendResolved();
}
