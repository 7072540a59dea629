package tocsin.router.pipeline;

import java.time.Instant;
import java.util.Objects;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogKey;
import tocsin.state.Table;

/**
 * An attempt whose outcome is not known yet. One that is still there when a process starts was cut off: the receiver may
 * or may not have got it.
 *
 * @param firing alerts that the receiver may have been told to fire
 */
public record Attempt(LogKey key, Instant at, AlertHashes firing, AlertHashes resolved) {
    public static final Table<Attempt> TABLE = Table.lastWriterWins("attempts");

    public Attempt {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(firing, "firing");
        Objects.requireNonNull(resolved, "resolved");
    }
}
