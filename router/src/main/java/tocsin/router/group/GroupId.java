package tocsin.router.group;

import java.util.Objects;
import tocsin.model.Labels;

/**
 * Which group. Unlike the group key that receivers see, it is different for sibling routes with equal matchers, so that
 * they share no state.
 *
 * @param route {@link tocsin.router.route.RouteNode#identity()}
 * @param labels the group labels
 */
public record GroupId(String route, Labels labels) {
    public GroupId {
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(labels, "labels");
    }

    /** The key under which state is stored. */
    @Override
    public String toString() {
        return route + ':' + labels;
    }
}
