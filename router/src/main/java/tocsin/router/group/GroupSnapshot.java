package tocsin.router.group;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.route.RouteNode;

/**
 * A group as it is now, for the API. Immutable.
 *
 * @param alerts in the order in which receivers see them, with their ends
 * @param muted by labels, from the last flush
 */
public record GroupSnapshot(
        GroupId id,
        RouteNode node,
        List<Alert> alerts,
        Map<Labels, Verdict.Muted> muted,
        Instant nextFlushAt,
        long flushes) {
    public GroupSnapshot {
        alerts = List.copyOf(alerts);
        muted = Map.copyOf(muted);
    }
}
