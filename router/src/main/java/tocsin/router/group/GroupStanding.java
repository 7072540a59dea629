package tocsin.router.group;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.router.route.RouteNode;

/**
 * Where a group is between two flushes. Immutable.
 *
 * @param createdAt null for a group that would be made
 * @param flushes begun so far
 * @param next when its timer fires, as the wall clock goes now
 * @param underWay tick of the flush that is not over; null when there is none
 * @param pending tick of the next flush, which begins when the one under way is over; null when the timer has not yet fired
 */
public record GroupStanding(
        GroupId id,
        RouteNode node,
        @Nullable Instant createdAt,
        long flushes,
        Tick next,
        @Nullable Tick underWay,
        @Nullable Tick pending) {
    public GroupStanding {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(next, "next");
    }
}
