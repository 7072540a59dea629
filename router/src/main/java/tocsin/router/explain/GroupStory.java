package tocsin.router.explain;

import java.util.List;
import java.util.Objects;
import tocsin.model.Labels;

/**
 * One group and the alert.
 *
 * @param routeId which route, as people see it
 * @param findings group, active time, mute time, inhibit, silence
 * @param integrations of the receiver, in the order of the file
 */
public record GroupStory(
        String receiver,
        String routeId,
        String groupKey,
        Labels groupLabels,
        List<Finding> findings,
        List<IntegrationStory> integrations) {
    public GroupStory {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(routeId, "routeId");
        Objects.requireNonNull(groupKey, "groupKey");
        Objects.requireNonNull(groupLabels, "groupLabels");
        findings = List.copyOf(findings);
        integrations = List.copyOf(integrations);
    }
}
