package tocsin.router.ingest;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
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

    /** How many places are kept; for tests of what is kept. */
    int placeCount() {
        return buckets.values().stream().mapToInt(bucket -> bucket.byEnd.size()).sum();
    }

    /** The alerts of one name, by the end under which each is filed: never later than its true end. */
    private static final class Bucket {
        private static final Comparator<Place> BY_END =
                Comparator.comparing(Place::end).thenComparing(Place::number);

        private final Map<StoredAlert, Place> places = new HashMap<>();
        private final NavigableSet<Place> byEnd = new TreeSet<>(BY_END);
        private long lastNumber;

        /** @param number tells places of one end apart */
        private record Place(StoredAlert stored, Instant end, long number) {}

        /** Ends move on with each resend: what is filed under an earlier end is looked at again when that has come. */
        void file(StoredAlert stored) {
            Place filed = places.get(stored);
            Instant end = end(stored);
            if (filed == null || end.isBefore(filed.end())) {
                vacate(stored);
                Place place = new Place(stored, end, ++lastNumber);
                places.put(stored, place);
                byEnd.add(place);
            }
        }

        private static Instant end(StoredAlert stored) {
            Instant end = stored.alert().endsAt();
            return end == null ? Instant.MAX : end;
        }

        private void vacate(StoredAlert stored) {
            Place place = places.remove(stored);
            if (place != null) {
                byEnd.remove(place);
            }
        }

        /** False when nothing is left. */
        boolean remove(StoredAlert stored) {
            vacate(stored);
            return !places.isEmpty();
        }

        boolean hasRoom(int limit, Instant now) {
            while (places.size() >= limit && !byEnd.first().end().isAfter(now)) {
                StoredAlert first = byEnd.first().stored();
                vacate(first);
                if (end(first).isAfter(now)) {
                    file(first);
                }
            }
            return places.size() < limit;
        }
    }
}
