package tocsin.router;

import tocsin.router.silence.SilenceFigures;

/**
 * Gauges at one instant. Alerts count when they are not resolved, each once over all its groups.
 *
 * @param active passed the gates at the last flush of a group
 * @param suppressed held back by a gate in a group
 * @param unprocessed not flushed yet
 */
public record RouterFigures(
        int active,
        int suppressed,
        int unprocessed,
        int groups,
        int logEntries,
        int inhibitRules,
        SilenceFigures silences) {}
