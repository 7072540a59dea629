package tocsin.router.group;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.model.Utf8Order;

/** The order in which receivers see the alerts of a group: by job, then instance (those that have it first), then labels. */
final class AlertOrder implements Comparator<Alert> {
    static final AlertOrder INSTANCE = new AlertOrder();

    private AlertOrder() {}

    @Override
    public int compare(Alert left, Alert right) {
        Labels a = left.labels();
        Labels b = right.labels();
        int byJob = compareValues(a.get("job"), b.get("job"));
        if (byJob != 0) {
            return byJob;
        }
        int byInstance = compareValues(a.get("instance"), b.get("instance"));
        return byInstance != 0 ? byInstance : a.compareTo(b);
    }

    private static int compareValues(@Nullable String left, @Nullable String right) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        return Utf8Order.compare(left, right);
    }
}
