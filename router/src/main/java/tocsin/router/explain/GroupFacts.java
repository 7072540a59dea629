package tocsin.router.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.router.group.GroupStanding;
import tocsin.router.group.Tick;
import tocsin.router.mute.RouteTimes;
import tocsin.router.route.Route;

/**
 * A group that an alert is in, or would be in, as it is at one instant.
 *
 * @param subject whether the alert asked about is among the members
 * @param members also the alert asked about when it is a hypothetical one
 * @param integrations of the receiver, in the order of the file
 * @param resolvedAfterMute whether a resolution that a mute holds back is owed
 */
public record GroupFacts(
        GroupStanding standing,
        boolean subject,
        RouteTimes times,
        List<MemberFacts> members,
        List<IntegrationFacts> integrations,
        boolean resolvedAfterMute) {
    public GroupFacts {
        Objects.requireNonNull(standing, "standing");
        Objects.requireNonNull(times, "times");
        members = List.copyOf(members);
        integrations = List.copyOf(integrations);
    }

    boolean endsUnlessPosted(Instant now) {
        return members.stream().anyMatch(member -> member.endsUnlessPosted(now));
    }

    /** The same when all that is posted and has not ended goes on being posted. */
    GroupFacts lasting(Instant now) {
        List<MemberFacts> lasting =
                members.stream().map(member -> member.lasting(now)).toList();
        return new GroupFacts(standing, subject, times, lasting, integrations, resolvedAfterMute);
    }

    /** The same for an alert that comes later only: a group that it would make waits from then on. */
    GroupFacts beginning(Duration later) {
        if (standing.createdAt() != null) {
            return this;
        }
        Tick next = standing.next();
        Tick begun = new Tick(next.at().plus(later), next.nanos() + later.toNanos());
        GroupStanding moved = new GroupStanding(standing.id(), standing.node(), null, 0, begun, null, null);
        return new GroupFacts(moved, subject, times, members, integrations, resolvedAfterMute);
    }

    Route route() {
        return standing.node().route();
    }

    String groupKey() {
        return standing.node().groupKey(standing.id().labels());
    }
}
