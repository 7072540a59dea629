package tocsin.delivery;

/** Why a notification goes out. Receivers see {@link #text}. */
public enum NotifyReason {
    FIRST_NOTIFICATION("first notification"),
    NEW_ALERTS_ADDED("new alerts added"),
    SOME_ALERTS_RESOLVED("some alerts resolved"),
    ALL_ALERTS_RESOLVED("all alerts resolved"),
    REPEAT_INTERVAL_ELAPSED("repeat interval elapsed"),
    UNKNOWN("unknown");

    private final String text;

    NotifyReason(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
