package tocsin.router.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.model.Alert;
import tocsin.state.Table;

/**
 * Alerts that share a row of the store. An alert is in one page only.
 *
 * @param number of the page; its key
 * @param at when it was written, on the wall clock
 * @param alerts as they were then
 */
public record AlertPage(long number, Instant at, List<Alert> alerts) {
    public static final Table<AlertPage> TABLE = Table.lastWriterWins("alerts", AlertPageFormat.CODEC);

    public AlertPage {
        Objects.requireNonNull(at, "at");
        alerts = List.copyOf(alerts);
    }
}
