package tocsin.state.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * What was there when the store was opened.
 *
 * @param existed whether there was a state at all
 * @param closedCleanly whether its last process closed it; else it was killed, or the machine went down
 * @param lastWrittenAt wall clock of its last writes, at most a second before the last one; null when there were none
 * @param writtenBy the program that wrote it last; empty when unknown
 */
public record Found(
        boolean existed, boolean closedCleanly, @Nullable Instant lastWrittenAt, String writtenBy) {
    static final Found NOTHING = new Found(false, false, null, "");

    /** As the marks in the file have it. */
    static Found in(Connection connection) throws SQLException {
        String clean = Schema.get(connection, Schema.CLEAN);
        String by = Schema.get(connection, Schema.WRITTEN_BY);
        return new Found(
                clean != null,
                "yes".equals(clean),
                instant(Schema.get(connection, Schema.LAST_WRITTEN)),
                by == null ? "" : by);
    }

    private static @Nullable Instant instant(@Nullable String written) {
        try {
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeParseException e) {
            // Damaged; nothing hangs on it.
            return null;
        }
    }
}
