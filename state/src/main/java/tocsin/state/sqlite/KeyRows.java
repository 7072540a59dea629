package tocsin.state.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import tocsin.state.history.FoundRecord;

/**
 * Writes the keys of records, in the order of their index and many by one statement: a call into SQLite costs more than a row,
 * and so does each page of the index that is visited twice.
 */
final class KeyRows {
    private static final int AT_ONCE = 32;
    private static final Comparator<long[]> ORDER =
            Comparator.<long[]>comparingLong(row -> row[0]).thenComparingLong(row -> row[1]);

    private KeyRows() {}

    static void insert(Connection connection, List<FoundRecord> records) throws SQLException {
        List<long[]> rows = sorted(records);
        int inChunks = rows.size() - rows.size() % AT_ONCE;
        insert(connection, rows.subList(0, inChunks), AT_ONCE);
        insert(connection, rows.subList(inChunks, rows.size()), 1);
    }

    private static List<long[]> sorted(List<FoundRecord> records) {
        List<long[]> rows = new ArrayList<>();
        for (FoundRecord record : records) {
            for (long key : record.entry().keys()) {
                rows.add(new long[] {key, record.number()});
            }
        }
        rows.sort(ORDER);
        return rows;
    }

    /** @param atOnce a divisor of the number of rows */
    private static void insert(Connection connection, List<long[]> rows, int atOnce) throws SQLException {
        String values = String.join(", ", Collections.nCopies(atOnce, "(?, ?)"));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR IGNORE INTO keys (key, number) VALUES " + values)) {
            int parameter = 1;
            for (long[] row : rows) {
                insert.setLong(parameter++, row[0]);
                insert.setLong(parameter++, row[1]);
                if (parameter > 2 * atOnce) {
                    insert.executeUpdate();
                    parameter = 1;
                }
            }
        }
    }
}
