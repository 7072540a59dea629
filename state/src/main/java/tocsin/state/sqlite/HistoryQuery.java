package tocsin.state.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.HistorySearch;

/** Finds records in the file. Each plan walks an index from the newest number down and stops at the limit. */
final class HistoryQuery {
    /** What is not of the key is skipped here; what is not of the kind or time costs a look at its row. */
    private static final String BY_KEY = """
            SELECT r.number, r.kind, r.at, r.keys, r.value
              FROM keys k CROSS JOIN records r ON r.number = k.number
             WHERE k.key = ? AND k.number < ? AND r.at BETWEEN ? AND ?%s
             ORDER BY k.number DESC LIMIT ?""";

    /** One walk per kind; SQLite merges them. */
    private static final String BY_KIND = """
            SELECT number, kind, at, keys, value
              FROM records INDEXED BY records_of_kind
             WHERE kind = ? AND number < ? AND at BETWEEN ? AND ?""";

    private HistoryQuery() {}

    static List<FoundRecord> find(Connection connection, HistorySearch search) throws SQLException {
        return search.key().isPresent() ? byKey(connection, search) : byKinds(connection, search);
    }

    private static List<FoundRecord> byKey(Connection connection, HistorySearch search) throws SQLException {
        String kinds = search.kinds().isEmpty()
                ? ""
                : " AND r.kind IN ("
                        + String.join(", ", Collections.nCopies(search.kinds().size(), "?")) + ")";
        try (PreparedStatement query = connection.prepareStatement(BY_KEY.formatted(kinds))) {
            query.setLong(1, search.key().getAsLong());
            int next = range(query, 2, search);
            for (String kind : search.kinds()) {
                query.setString(next++, kind);
            }
            query.setInt(next, search.limit());
            return read(query);
        }
    }

    private static List<FoundRecord> byKinds(Connection connection, HistorySearch search) throws SQLException {
        Set<String> kinds = search.kinds().isEmpty() ? kinds(connection) : search.kinds();
        if (kinds.isEmpty()) {
            return List.of();
        }
        String sql = String.join("\nUNION ALL\n", Collections.nCopies(kinds.size(), BY_KIND));
        try (PreparedStatement query = connection.prepareStatement(sql + "\nORDER BY number DESC LIMIT ?")) {
            int next = 1;
            for (String kind : kinds) {
                query.setString(next, kind);
                next = range(query, next + 1, search);
            }
            query.setInt(next, search.limit());
            return read(query);
        }
    }

    private static int range(PreparedStatement query, int at, HistorySearch search) throws SQLException {
        query.setLong(at, search.below());
        query.setLong(at + 1, StoredRow.nanos(search.from()));
        query.setLong(at + 2, StoredRow.nanos(search.to()));
        return at + 3;
    }

    /** From kind to kind along the index: DISTINCT would walk all of it. */
    private static Set<String> kinds(Connection connection) throws SQLException {
        Set<String> kinds = new TreeSet<>();
        try (PreparedStatement next = connection.prepareStatement("SELECT min(kind) FROM records WHERE kind > ?")) {
            String last = "";
            while (last != null) {
                next.setString(1, last);
                try (ResultSet found = next.executeQuery()) {
                    last = found.next() ? found.getString(1) : null;
                }
                if (last != null) {
                    kinds.add(last);
                }
            }
        }
        return kinds;
    }

    private static List<FoundRecord> read(PreparedStatement query) throws SQLException {
        List<FoundRecord> records = new ArrayList<>();
        try (ResultSet found = query.executeQuery()) {
            long bytes = 0;
            while (bytes < HistorySearch.MOST_BYTES && found.next()) {
                records.add(new FoundRecord(
                        found.getLong(1),
                        new HistoryRecord(
                                found.getString(2),
                                StoredRow.instant(found.getLong(3)),
                                HistorySchema.keys(found.getBytes(4)),
                                found.getBytes(5))));
                bytes += records.get(records.size() - 1).entry().heapBytes();
            }
        }
        return records;
    }

    static Optional<Instant> oldest(Connection connection, String kind) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT at FROM records INDEXED BY records_of_kind WHERE kind = ? ORDER BY number LIMIT 1")) {
            query.setString(1, kind);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? Optional.of(StoredRow.instant(found.getLong(1))) : Optional.empty();
            }
        }
    }
}
