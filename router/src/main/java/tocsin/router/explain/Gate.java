package tocsin.router.explain;

/** Where something about an alert is decided, in the order of its way. */
public enum Gate {
    RULE("rule"),
    INGEST("ingest"),
    ROUTE("route"),
    GROUP("group"),
    ACTIVE_TIME("active time"),
    MUTE_TIME("mute time"),
    INHIBIT("inhibit"),
    SILENCE("silence"),
    DEDUP("dedup"),
    DELIVERY("delivery");

    private final String label;

    Gate(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
