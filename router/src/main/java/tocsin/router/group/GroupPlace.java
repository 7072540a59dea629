package tocsin.router.group;

import java.util.Objects;
import tocsin.router.route.RouteNode;

/**
 * A group that an alert belongs to.
 *
 * @param holds whether the alert is in it; false once its resolution was notified
 */
public record GroupPlace(GroupId group, RouteNode node, boolean holds) {
    public GroupPlace {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(node, "node");
    }
}
