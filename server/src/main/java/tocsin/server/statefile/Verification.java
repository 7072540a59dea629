package tocsin.server.statefile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.state.StateStoreException;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.sqlite.RawRow;
import tocsin.state.sqlite.StateReader;

/** Reads all of a state and keeps what is wrong with it. */
final class Verification {
    private final List<StateProblem> problems = new ArrayList<>();
    private final List<String> unknownTables = new ArrayList<>();
    private long rows;
    private @Nullable String user;

    private Verification() {}

    /** @throws StateStoreException when there is no state, or it cannot be read for another reason than damage */
    static Verification of(Path directory) {
        Verification verification = new Verification();
        try (StateReader state = StateReader.open(directory)) {
            verification.file(state);
            verification.tables(state);
        } catch (StateStoreException e) {
            if (!StateReader.isDamage(e)) {
                throw e;
            }
            verification.problems.add(new StateProblem("", "", String.valueOf(e.getMessage())));
        }
        return verification;
    }

    private void file(StateReader state) {
        state.integrityProblems().forEach(problem -> problems.add(new StateProblem("", "", problem)));
        user = state.facts().user();
        long torn = state.facts().tornBytes();
        if (torn > 0) {
            problems.add(new StateProblem(
                    "",
                    "",
                    "%d bytes at the end of the write-ahead log are no whole write: what a crash left unfinished, or damage; the next start cuts them"
                            .formatted(torn)));
        }
    }

    private void tables(StateReader state) {
        for (String name : state.tables()) {
            Table<?> table = StateTables.named(name);
            if (table == null) {
                unknownTables.add(name);
            }
            try {
                state.forEach(name, row -> row(name, table, row));
            } catch (StateStoreException e) {
                problems.add(new StateProblem(name, "", "it cannot be read further: " + e.getMessage()));
            }
        }
    }

    private void row(String name, @Nullable Table<?> table, RawRow row) {
        rows++;
        try {
            if (table != null) {
                row.entry(table);
            } else if (!row.isIntact()) {
                problems.add(new StateProblem(name, row.key(), "its checksum is wrong: the row is damaged"));
            }
        } catch (CodecException e) {
            problems.add(new StateProblem(name, row.key(), String.valueOf(e.getMessage())));
        }
    }

    List<StateProblem> problems() {
        return List.copyOf(problems);
    }

    /** Of a later version; of their rows only the checksums were looked at. */
    List<String> unknownTables() {
        return List.copyOf(unknownTables);
    }

    /** The process that uses the state and writes to its log, the end of which was therefore not looked at; null for none. */
    @Nullable
    String user() {
        return user;
    }

    long rows() {
        return rows;
    }
}
