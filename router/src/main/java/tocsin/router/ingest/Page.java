package tocsin.router.ingest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.model.Alert;
import tocsin.model.NameValues;

/** The alerts of one row, as they are in memory. Identity equality; owned by {@link AlertPages}. */
final class Page {
    private final long number;
    private final int mostAlerts;
    private final int mostText;
    private final List<StoredAlert> alerts = new ArrayList<>(0);
    /** Characters, about: an alert leaves with the texts that it has by then. */
    private int text;

    private boolean open;
    private boolean spare;
    private boolean waits;
    /** Since the last row: an alert has left. */
    private boolean forgets;

    Page(long number, int mostAlerts, int mostText) {
        this.number = number;
        this.mostAlerts = mostAlerts;
        this.mostText = mostText;
    }

    String key() {
        return Long.toString(number);
    }

    void add(StoredAlert stored) {
        alerts.add(stored);
        text += weight(stored.alert());
    }

    void remove(StoredAlert stored) {
        alerts.remove(stored);
        forgets = true;
        text = alerts.isEmpty() ? 0 : Math.max(0, text - weight(stored.alert()));
    }

    private static int weight(Alert alert) {
        return weight(alert.labels()) + weight(alert.annotations());
    }

    private static int weight(NameValues pairs) {
        int weight = 0;
        for (int i = 0; i < pairs.size(); i++) {
            weight += pairs.name(i).length() + pairs.value(i).length();
        }
        return weight;
    }

    boolean isEmpty() {
        return alerts.isEmpty();
    }

    boolean isFull() {
        return alerts.size() >= mostAlerts || text >= mostText;
    }

    /** Whether it is worth writing again for the room in it. */
    boolean isHalfEmpty() {
        return alerts.size() <= mostAlerts / 2 && text <= mostText / 2;
    }

    /** Whether the next row says less than the last one: an alert has left, or fires no more. */
    boolean forgets(Instant now) {
        return forgets || alerts.stream().anyMatch(stored -> stored.hasEndedSinceWritten(now));
    }

    /** The row as of now; from here on its alerts count as written. */
    AlertPage row(Instant now) {
        forgets = false;
        List<Alert> row = new ArrayList<>(alerts.size());
        for (StoredAlert stored : alerts) {
            stored.markWritten(stored.alert(), now);
            row.add(stored.alert());
        }
        return new AlertPage(number, now, row);
    }

    /** Whether new alerts go here. */
    boolean open() {
        return open;
    }

    void open(boolean now) {
        open = now;
    }

    /** Whether it is among those that are filled up before a new page begins. */
    boolean spare() {
        return spare;
    }

    void spare(boolean now) {
        spare = now;
    }

    /** Whether something about it is not written. */
    boolean waits() {
        return waits;
    }

    void waits(boolean now) {
        waits = now;
    }
}
