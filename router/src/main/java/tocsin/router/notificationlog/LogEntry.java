package tocsin.router.notificationlog;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;

/**
 * What an integration was told last.
 *
 * @param timestamp the tick of the flush, not the end of the delivery: repeats are counted from flush to flush
 * @param firing alerts that fired in that notification
 * @param resolved alerts that were resolved in it
 * @param believedFiring alerts of which the integration was told, as far as anybody knows, that they fire and never that
 *     they do not: {@code firing} and those that were muted since, whose resolution is owed
 * @param receiverData handed in again with the next notification
 * @param life after which nobody needs the entry
 */
public record LogEntry(
        LogKey key,
        Instant timestamp,
        AlertHashes firing,
        AlertHashes resolved,
        AlertHashes believedFiring,
        Map<String, String> receiverData,
        Duration life) {
    public LogEntry {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(timestamp, "timestamp");
        Objects.requireNonNull(firing, "firing");
        Objects.requireNonNull(resolved, "resolved");
        Objects.requireNonNull(believedFiring, "believedFiring");
        receiverData = Map.copyOf(receiverData);
        Objects.requireNonNull(life, "life");
    }

    /** The same, and these alerts were told as firing, too. */
    LogEntry alsoFiring(AlertHashes others) {
        return new LogEntry(
                key, timestamp, firing.union(others), resolved, believedFiring.union(others), receiverData, life);
    }

    /** Whether the integration is not believed to know any more of some alert that it fires. */
    boolean forgets(LogEntry before) {
        return !believedFiring.containsAll(before.believedFiring) || !firing.containsAll(before.firing);
    }

    void writeTo(BinaryWriter out) {
        key.writeTo(out);
        out.instant(timestamp);
        firing.writeTo(out);
        resolved.writeTo(out);
        believedFiring.writeTo(out);
        out.texts(receiverData);
        out.duration(life);
    }

    static LogEntry readFrom(BinaryReader in) {
        return new LogEntry(
                LogKey.readFrom(in),
                in.instant(),
                AlertHashes.readFrom(in),
                AlertHashes.readFrom(in),
                AlertHashes.readFrom(in),
                in.texts(),
                in.duration());
    }
}
