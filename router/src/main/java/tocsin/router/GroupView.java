package tocsin.router;

import java.util.List;
import java.util.Objects;
import tocsin.model.Labels;

/**
 * A group as the API shows it. Immutable.
 *
 * @param labels what its alerts have in common by {@code group_by}
 * @param routeLabels rendered for this group; empty when its route has none
 * @param mutedBy names of the time intervals that hold its route back
 * @param alerts those that were asked for, in no particular order; never empty
 */
public record GroupView(
        String receiver, Labels labels, Labels routeLabels, List<String> mutedBy, List<AlertView> alerts) {
    public GroupView {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(routeLabels, "routeLabels");
        mutedBy = List.copyOf(mutedBy);
        alerts = List.copyOf(alerts);
    }
}
