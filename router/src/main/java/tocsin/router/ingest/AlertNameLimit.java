package tocsin.router.ingest;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import tocsin.model.Alert;

/**
 * How many alerts of one name are taken in ({@code --alerts.per-alertname-limit}), so that a rule gone wild does not drown
 * the others. Each name has a bucket; an alert that has ended makes room for another, and one that has its place keeps it.
 * Owned by the routing context.
 */
final class AlertNameLimit {
    private final int limit;
    private final Map<String, Bucket> buckets = new HashMap<>();

    /** @param limit zero for none */
    AlertNameLimit(int limit) {
        this.limit = limit;
    }

    /** Whether a new alert may come in beside those that have a place. */
    boolean admits(Alert alert, Instant now) {
        Bucket bucket = buckets.get(alert.name());
        return limit == 0 || bucket == null || bucket.hasRoom(limit, now);
    }

    /** The alert is in the table, as it is now; it has a place whatever the limit says. */
    void hold(StoredAlert stored) {
        if (limit > 0) {
            buckets.computeIfAbsent(stored.alert().name(), name -> new Bucket()).file(stored);
        }
    }

    /** The table has forgotten the alert. */
    void remove(StoredAlert stored) {
        buckets.computeIfPresent(stored.alert().name(), (name, bucket) -> bucket.remove(stored) ? bucket : null);
    }

    /** The alerts of one name, by the end under which each is filed: never later than its true end. */
    private static final class Bucket {
        private final Map<StoredAlert, Instant> filedEnds = new HashMap<>();
        private final PriorityQueue<Place> byEnd = new PriorityQueue<>(Comparator.comparing(Place::end));

        private record Place(StoredAlert stored, Instant end) {}

        /** Ends move on with each resend: what is filed under an earlier end is looked at again when that has come. */
        void file(StoredAlert stored) {
            Instant filed = filedEnds.get(stored);
            Instant end = end(stored);
            if (filed == null || end.isBefore(filed)) {
                filedEnds.put(stored, end);
                byEnd.add(new Place(stored, end));
            }
        }

        private static Instant end(StoredAlert stored) {
            Instant end = stored.alert().endsAt();
            return end == null ? Instant.MAX : end;
        }

        /** False when nothing is left. */
        boolean remove(StoredAlert stored) {
            filedEnds.remove(stored);
            return !filedEnds.isEmpty();
        }

        boolean hasRoom(int limit, Instant now) {
            while (filedEnds.size() >= limit
                    && !byEnd.isEmpty()
                    && !byEnd.peek().end().isAfter(now)) {
                take(byEnd.poll());
            }
            return filedEnds.size() < limit;
        }

        /** Drops the alert if it has ended, or files it under its true end. A place that was filed anew says nothing. */
        private void take(Place place) {
            if (place.end().equals(filedEnds.get(place.stored()))) {
                filedEnds.remove(place.stored());
                if (end(place.stored()).isAfter(place.end())) {
                    file(place.stored());
                }
            }
        }
    }
}
