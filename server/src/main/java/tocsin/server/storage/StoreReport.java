package tocsin.server.storage;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.metrics.StoreMetrics;
import tocsin.state.sqlite.Damage;
import tocsin.state.sqlite.StoreObserver;

/** Log and metrics of what the store meets. */
final class StoreReport implements StoreObserver {
    private static final Logger log = LoggerFactory.getLogger(StoreReport.class);
    /** A damaged table may have thousands of them. */
    private static final int ROWS_LOGGED = 20;

    private final StoreMetrics metrics;
    private final AtomicInteger rowsSetAside = new AtomicInteger();

    StoreReport(StoreMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void rowSetAside(String table, String key, String reason) {
        metrics.rowSetAside(table);
        int count = rowsSetAside.incrementAndGet();
        if (count <= ROWS_LOGGED) {
            log.atError()
                    .addKeyValue("table", table)
                    .addKeyValue("key", key)
                    .addKeyValue("reason", reason)
                    .log("A row of the state cannot be read and is left out");
        }
        if (count == ROWS_LOGGED) {
            log.error("More rows that cannot be read are counted in tocsin_state_rows_set_aside_total only");
        }
    }

    @Override
    public void tailCut(long bytes) {
        metrics.tailCut();
        log.atWarn()
                .addKeyValue("bytes", bytes)
                .log(
                        "The end of the state's log was no whole write and was cut; nothing in it was acknowledged, unless the"
                                + " disk lost what it had confirmed");
    }

    @Override
    public void damaged(Damage damage) {
        metrics.damaged();
        log.atError().addKeyValue("damage", damage).log("The state was damaged; what could be read is in a new file");
    }

    @Override
    public void upkeepFailed(Throwable cause) {
        metrics.upkeepFailed();
        log.atWarn()
                .addKeyValue("err", String.valueOf(cause.getMessage()))
                .log("Upkeep of the state file failed and is tried again; nothing is lost");
    }

    @Override
    public void committed(int rows, Duration took) {
        metrics.committed(rows, took);
    }
}
