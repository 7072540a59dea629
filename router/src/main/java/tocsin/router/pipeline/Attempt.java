package tocsin.router.pipeline;

import java.time.Instant;
import java.util.Objects;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogKey;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/**
 * An attempt whose outcome is not known yet. One that is still there when a process starts was cut off: the receiver may
 * or may not have got it.
 *
 * @param firing alerts that the receiver may have been told to fire
 */
public record Attempt(LogKey key, Instant at, AlertHashes firing, AlertHashes resolved) {
    public static final Table<Attempt> TABLE =
            Table.lastWriterWins("attempts", Codec.of((out, attempt) -> attempt.writeTo(out), Attempt::readFrom));

    public Attempt {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(firing, "firing");
        Objects.requireNonNull(resolved, "resolved");
    }

    private void writeTo(BinaryWriter out) {
        key.writeTo(out);
        out.instant(at);
        firing.writeTo(out);
        resolved.writeTo(out);
    }

    private static Attempt readFrom(BinaryReader in) {
        return new Attempt(LogKey.readFrom(in), in.instant(), AlertHashes.readFrom(in), AlertHashes.readFrom(in));
    }
}
