package tocsin.router.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.route.RouteNode;

/**
 * One group at one instant; everything that the notification pipeline may know. Immutable.
 *
 * @param alerts in the order of {@link AlertOrder}; firing ones without end
 * @param at by which firing and resolved were told apart
 * @param tick when the flush was due; earlier than {@code at} when the flush before was slow
 * @param number of this flush in the life of the group, from 1
 * @param lastMuted alerts that were muted at the last flush
 * @param changes what is new about its alerts since the last flush
 */
public record Flush(
        GroupId group,
        RouteNode node,
        List<Alert> alerts,
        Instant at,
        Tick tick,
        long number,
        Map<Labels, Verdict.Muted> lastMuted,
        List<MemberChange> changes) {
    private static final Duration LEAST_TIME_TO_DELIVER = Duration.ofSeconds(10);

    public Flush {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(node, "node");
        alerts = List.copyOf(alerts);
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(tick, "tick");
        lastMuted = Map.copyOf(lastMuted);
        changes = List.copyOf(changes);
    }

    public String receiver() {
        return node.route().receiver();
    }

    /** As receivers see it. */
    public String groupKey() {
        return node.groupKey(group.labels());
    }

    /** How long attempts to deliver may go on. */
    public Duration timeToDeliver() {
        Duration interval = node.route().groupInterval();
        return interval.compareTo(LEAST_TIME_TO_DELIVER) > 0 ? interval : LEAST_TIME_TO_DELIVER;
    }
}
