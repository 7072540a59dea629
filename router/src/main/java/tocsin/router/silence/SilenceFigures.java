package tocsin.router.silence;

/**
 * Gauges at one instant, and counters since the start.
 *
 * @param pending {@code alertmanager_silences{state="pending"}}
 * @param active likewise
 * @param expired likewise; kept until their retention is over
 * @param unusable kept with a {@link Silence.Defect}; counted nowhere else
 * @param indexed silences that alerts are matched with
 * @param knownAlerts alerts whose silences are remembered
 * @param queries how often somebody asked for the silences of an alert
 * @param scanned silences looked at for that: those known to match and those that came since the alert was last asked for
 * @param skipped silences that need not be looked at for that
 */
public record SilenceFigures(
        int pending,
        int active,
        int expired,
        int unusable,
        int indexed,
        int knownAlerts,
        long queries,
        long scanned,
        long skipped) {
    public int total() {
        return pending + active + expired + unusable;
    }
}
