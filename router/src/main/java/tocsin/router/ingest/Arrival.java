package tocsin.router.ingest;

import java.util.Objects;

/** What became of an alert that arrived. */
public sealed interface Arrival {
    Arrival UNCHANGED = new Unchanged();
    Arrival OF_RULE = new OfRule();
    Arrival OVER_LIMIT = new OverLimit();

    /** It is new, or something about it is, or a group may have let it go although it fires. */
    record Stored(StoredAlert alert) implements Arrival {
        public Stored {
            Objects.requireNonNull(alert, "alert");
        }
    }

    /** The same was known already. */
    record Unchanged() implements Arrival {}

    /** Turned away: an alert of an own rule belongs to that rule alone. Told once, until the alert changes. */
    record OfRule() implements Arrival {}

    /** Turned away: there are as many alerts of this name as the limit allows, and none of them has ended. */
    record OverLimit() implements Arrival {}
}
