package tocsin.router.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.model.Utf8Order;

/** The order in which receivers see the alerts of a group: by job, then instance (those that have it first), then labels. */
public final class AlertOrder implements Comparator<Alert> {
    public static final AlertOrder INSTANCE = new AlertOrder();

    private AlertOrder() {}

    @Override
    public int compare(Alert left, Alert right) {
        return Key.of(left).compareTo(Key.of(right));
    }

    /** The items in the order of their alerts. Pure; any thread. */
    public static <T> List<T> sorted(Collection<T> items, Function<T, Alert> alertOf) {
        List<Keyed<T>> keyed = new ArrayList<>(items.size());
        items.forEach(item -> keyed.add(new Keyed<>(Key.of(alertOf.apply(item)), item)));
        keyed.sort(Comparator.comparing(Keyed::key));
        List<T> sorted = new ArrayList<>(keyed.size());
        keyed.forEach(each -> sorted.add(each.item()));
        return sorted;
    }

    private record Keyed<T>(Key key, T item) {}

    /** What the order looks at, found once: in a large sort each alert is compared some twenty times. */
    record Key(@Nullable String job, @Nullable String instance, Labels labels) implements Comparable<Key> {
        static Key of(Alert alert) {
            Labels labels = alert.labels();
            return new Key(labels.get("job"), labels.get("instance"), labels);
        }

        @Override
        public int compareTo(Key other) {
            int byJob = compareValues(job, other.job);
            if (byJob != 0) {
                return byJob;
            }
            int byInstance = compareValues(instance, other.instance);
            return byInstance != 0 ? byInstance : labels.compareTo(other.labels);
        }
    }

    private static int compareValues(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return Utf8Order.compare(left, right);
    }
}
