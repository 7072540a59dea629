package tocsin.server.statefile;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.state.sqlite.RawRow;
import tocsin.state.sqlite.StateReader;

/** Counts the rows of one table. */
final class TableSummary {
    private final String table;
    private final Instant now;
    private long live;
    private long removed;
    private long expired;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    private TableSummary(String table, Instant now) {
        this.table = table;
        this.now = now;
    }

    static TableSummary of(StateReader state, String table, Instant now) {
        TableSummary summary = new TableSummary(table, now);
        state.forEach(table, summary::count);
        return summary;
    }

    private void count(RawRow row) {
        if (row.expiresAt().isBefore(now)) {
            expired++;
        } else if (row.value() == null) {
            removed++;
        } else {
            live++;
        }
        Instant stamp = row.updatedAt();
        oldest = oldest == null || stamp.isBefore(oldest) ? stamp : oldest;
        newest = newest == null || stamp.isAfter(newest) ? stamp : newest;
    }

    /** Columns: table, live, removed, expired, oldest, newest. */
    String[] cells() {
        String name = StateTables.named(table) == null ? table + " (unknown to this version)" : table;
        return new String[] {
            name, Long.toString(live), Long.toString(removed), Long.toString(expired), text(oldest), text(newest)
        };
    }

    private static String text(@Nullable Instant stamp) {
        return stamp == null ? "-" : stamp.toString();
    }

    JsonObject json() {
        return new JsonObject()
                .put("table", table)
                .put("known", StateTables.named(table) != null)
                .put("live", live)
                .put("removed", removed)
                .put("expired", expired)
                .put("oldest", oldest == null ? null : oldest.toString())
                .put("newest", newest == null ? null : newest.toString());
    }
}
