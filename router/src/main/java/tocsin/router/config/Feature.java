package tocsin.router.config;

/**
 * What a routing configuration may ask for and a version may not do yet. A person on call must learn that from a
 * warning, not from a notification that should have been muted.
 */
public enum Feature {
    INHIBITION("`inhibit_rules` are not applied by this version: what they would mute is notified"),
    TIME_INTERVALS("`mute_time_intervals` and `active_time_intervals` of routes are not applied by this version:"
            + " routes notify at all times"),
    ROUTE_LABELS("`labels` of routes are not rendered by this version: notifications do not carry them"),
    RECEIVER_LABELS("`labels` of receivers are not used by this version"),
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
