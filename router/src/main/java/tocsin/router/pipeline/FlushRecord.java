package tocsin.router.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.router.group.GroupId;

/**
 * What one flush decided: one record for each flush.
 *
 * @param routeId which route, as people see it
 * @param firing alerts before the gates
 * @param resolved alerts before the gates
 */
public record FlushRecord(
        Instant at,
        GroupId group,
        String routeId,
        String groupKey,
        String receiver,
        long number,
        int firing,
        int resolved,
        List<Decision> decisions) {
    public FlushRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(group, "group");
        decisions = List.copyOf(decisions);
    }
}
