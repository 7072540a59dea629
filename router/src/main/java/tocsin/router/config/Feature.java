package tocsin.router.config;

/**
 * What a routing configuration may ask for and a version may not do yet. A person must learn that from a warning, not from
 * what does not happen.
 */
public enum Feature {
    TRACING("`tracing` is not done by this version"),
    EVENT_RECORDER("`event_recorder` is not done by this version: no event is recorded");

    private final String notApplied;

    Feature(String notApplied) {
        this.notApplied = notApplied;
    }

    String notApplied() {
        return notApplied;
    }
}
