package tocsin.router.route;

import java.util.List;
import java.util.Set;
import tocsin.model.Labels;
import tocsin.model.Utf8Order;

/**
 * By which labels a route groups its alerts.
 *
 * @param all every label, so that each alert is a group of its own ({@code ['...']})
 * @param names empty with {@code all}, and for one group with everything in it
 */
public record GroupBy(boolean all, Set<String> names) {
    public static final GroupBy ALL = new GroupBy(true, Set.of());
    public static final GroupBy NOTHING = new GroupBy(false, Set.of());

    public GroupBy {
        names = Set.copyOf(names);
        if (all && !names.isEmpty()) {
            throw new IllegalArgumentException("grouping by all labels takes no names: " + names);
        }
    }

    public static GroupBy names(String... names) {
        return new GroupBy(false, Set.of(names));
    }

    /** As one writes it in the configuration; sorted, as the order says nothing. */
    public List<String> written() {
        return all ? List.of("...") : names.stream().sorted(Utf8Order::compare).toList();
    }

    /** The labels that make the group; a label that the alert lacks is left out. */
    public Labels groupLabels(Labels alert) {
        return all ? alert : alert.keep(names::contains);
    }
}
