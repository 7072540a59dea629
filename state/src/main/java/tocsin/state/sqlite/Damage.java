package tocsin.state.sqlite;

import java.nio.file.Path;

/**
 * A damaged file and what became of it.
 *
 * @param cause as SQLite says it
 * @param setAside where the damaged file is now; its write-ahead log lies beside it
 * @param salvaged rows that are in the new file
 * @param complete whether every table could be read to its end, so that only damaged rows can be missing
 */
public record Damage(String cause, Path setAside, long salvaged, boolean complete) {
    /** For the log. */
    @Override
    public String toString() {
        return "the state file was damaged (%s): %d rows were saved%s; the damaged file is kept as %s, delete it when you do not need it"
                .formatted(cause, salvaged, complete ? "" : ", some could not be read", setAside);
    }
}
