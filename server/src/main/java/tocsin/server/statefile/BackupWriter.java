package tocsin.server.statefile;

import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.state.StateStoreException;
import tocsin.state.codec.CodecException;
import tocsin.state.sqlite.RawRow;
import tocsin.state.sqlite.StateReader;

/**
 * Writes a backup: a JSON document to a line. The first says what it is, each further one is a row, and the last has their
 * number and a checksum over all lines before it, so that a file that was cut or altered is known as such.
 */
final class BackupWriter {
    private final DigestOutputStream out;
    private final Map<String, Long> written = new LinkedHashMap<>();
    private final List<StateProblem> problems = new ArrayList<>();

    private BackupWriter(OutputStream out) {
        this.out = new DigestOutputStream(new BufferedOutputStream(out, 1 << 16), Backup.digest());
    }

    /**
     * @param rows by table
     * @param problems rows that are not in it
     */
    record Written(Map<String, Long> rows, List<StateProblem> problems) {
        long all() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Leaves the stream open. */
    static Written write(StateReader state, Instant now, OutputStream out) throws IOException {
        BackupWriter writer = new BackupWriter(out);
        try {
            writer.head(state, now);
            state.tables().forEach(table -> writer.table(state, table));
            writer.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Written(writer.written, writer.problems);
    }

    private void head(StateReader state, Instant now) throws IOException {
        line(new JsonObject()
                .put("format", Backup.FORMAT)
                .put("version", Backup.VERSION)
                .put("program", StateCommand.program())
                .put("exported_at", now.toString())
                .put("state_written_by", state.facts().found().writtenBy()));
    }

    private void table(StateReader state, String table) {
        written.put(table, 0L);
        try {
            state.forEach(table, row -> row(table, row));
        } catch (StateStoreException e) {
            problems.add(new StateProblem(table, "", "it cannot be read further: " + e.getMessage()));
        }
    }

    private void row(String table, RawRow row) {
        try {
            line(BackupRow.json(table, row));
            written.merge(table, 1L, Long::sum);
        } catch (CodecException e) {
            problems.add(new StateProblem(table, row.key(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end() throws IOException {
        long rows = written.values().stream().mapToLong(Long::longValue).sum();
        byte[] sum = out.getMessageDigest().digest();
        line(new JsonObject().put("rows", rows).put("sha256", Backup.hex(sum)));
        out.flush();
    }

    private void line(JsonObject json) throws IOException {
        out.write(json.toBuffer().getBytes());
        out.write('\n');
    }
}
