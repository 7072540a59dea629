package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.state.history.RecordLogContract.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.RecordLogContract;

/** Kills a process in the midst of its commits. */
class HistoryCrashTest {
    private static final int ROUNDS = Integer.getInteger("tocsin.crash.rounds", 2);

    @TempDir
    Path directory;

    @Test
    void what_was_written_survives_a_kill_without_a_gap_and_the_file_is_whole()
            throws IOException, InterruptedException, SQLException {
        for (int round = 0; round < ROUNDS; round++) {
            Path state = Files.createDirectory(directory.resolve("state " + round));
            Path said = directory.resolve("said " + round);
            Process process = AppendingProcess.process(RecordingProcess.class, state)
                    .redirectOutput(said.toFile())
                    .start();
            AppendingProcess.killAfter(process, said, 400L + 300L * round);
            RecordingHistoryObserver observer = new RecordingHistoryObserver();

            SqliteRecordLog log = SqliteRecordLog.open(RecordingProcess.options(state), observer);
            List<FoundRecord> found = await(log.find(HistorySearch.of("flush")));
            int written = lastLine(said);

            assertThat(written).isPositive();
            assertThat(found).hasSizeGreaterThanOrEqualTo(written);
            for (int i = 0; i < found.size(); i++) {
                FoundRecord record = found.get(found.size() - 1 - i);
                assertThat(record.number()).isEqualTo(i + 1L);
                assertThat(record.entry().value()).isEqualTo(RecordingProcess.value(i));
            }
            assertThat(RecordLogContract.values(log, HistorySearch.of("flush").about(written - 1L)))
                    .contains("record " + (written - 1));
            assertThat(log.figures().records()).isEqualTo(found.size());
            assertThat(observer.told).isEmpty();
            await(log.close());
            assertWhole(state);
        }
    }

    private static void assertWhole(Path state) throws SQLException {
        try (Connection connection = Connections.openReader(state.resolve("history.db"))) {
            assertThat(Connections.number(
                            connection, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"))
                    .isZero();
            assertThat(Connections.number(
                            connection, "SELECT count(*) FROM keys WHERE number NOT IN (SELECT number FROM records)"))
                    .isZero();
        }
    }

    /** The last one may be half a line. */
    private static int lastLine(Path said) throws IOException {
        String text = Files.readString(said);
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        return Integer.parseInt(lines.get(lines.size() - 1));
    }
}
