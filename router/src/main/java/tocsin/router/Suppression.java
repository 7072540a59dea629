package tocsin.router;

import java.util.List;

/**
 * Why an alert is not notified at the moment of the question; all lists are empty when it is.
 *
 * @param silencedBy ids of the silences in force
 * @param inhibitedBy fingerprint of an alert that inhibits it
 * @param mutedBy names of the time intervals that hold back every route that it reaches
 */
public record Suppression(List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
    public static final Suppression NONE = new Suppression(List.of(), List.of(), List.of());

    public Suppression {
        silencedBy = List.copyOf(silencedBy);
        inhibitedBy = List.copyOf(inhibitedBy);
        mutedBy = List.copyOf(mutedBy);
    }

    /** Shared when nothing holds the alert back, as is the case for nearly all of a hundred thousand. */
    static Suppression of(List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
        return silencedBy.isEmpty() && inhibitedBy.isEmpty() && mutedBy.isEmpty()
                ? NONE
                : new Suppression(silencedBy, inhibitedBy, mutedBy);
    }

    public boolean suppressed() {
        return !silencedBy.isEmpty() || !inhibitedBy.isEmpty() || !mutedBy.isEmpty();
    }
}
