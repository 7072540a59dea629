package tocsin.router.explain;

/** What a gate does to an alert. */
public enum Effect {
    PASSES("passes"),
    HOLDS_BACK("holds back"),
    /** Time has to pass, or an answer to come. */
    WAITS("waits"),
    /** It knows all that there is to say. */
    NOTHING_NEW("nothing new"),
    FAILS("fails"),
    UNKNOWN("unknown");

    private final String label;

    Effect(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
