package tocsin.router.group;

import java.util.Objects;
import tocsin.model.Labels;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;

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

    public void writeTo(BinaryWriter out) {
        out.text(route);
        out.nameValues(labels);
    }

    public static GroupId readFrom(BinaryReader in) {
        return new GroupId(in.text(), in.labels());
    }

    /** The key under which state is stored. */
    @Override
    public String toString() {
        return route + ':' + labels;
    }
}
