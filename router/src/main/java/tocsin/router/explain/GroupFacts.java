package tocsin.router.explain;

import java.util.List;
import java.util.Objects;
import tocsin.router.group.GroupStanding;
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

    Route route() {
        return standing.node().route();
    }

    String groupKey() {
        return standing.node().groupKey(standing.id().labels());
    }
}
