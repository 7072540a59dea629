package tocsin.router.group;

/** Gates of the pipeline in their order, as the label {@code reason} of {@code alertmanager_notifications_suppressed_total}. */
public enum SuppressionReason {
    INHIBITION("inhibition"),
    ACTIVE_TIME_INTERVAL("active_time_interval"),
    MUTE_TIME_INTERVAL("mute_time_interval"),
    SILENCE("silence");

    private final String label;

    SuppressionReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
