package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.StateStoreException;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.RecordLog;
import tocsin.state.history.RecordLogContract;

class SqliteRecordLogTest extends RecordLogContract {
    private static final long MEGABYTE = 1 << 20;
    private static final HistorySearch FLUSHES = HistorySearch.of("flush");

    @TempDir
    Path directory;

    private final RecordingHistoryObserver observer = new RecordingHistoryObserver();
    private final List<String> pragmas = new ArrayList<>();
    private Instant now = START;

    @Override
    protected RecordLog open() {
        return open(1000 * MEGABYTE);
    }

    @Override
    protected RecordLog reopen(RecordLog closed) {
        return open();
    }

    private SqliteRecordLog open(long maxBytes) {
        HistoryOptions options =
                new HistoryOptions(directory, Duration.ofDays(30), maxBytes, () -> Runnable::run, () -> now);
        return SqliteRecordLog.open(options, observer, pragmas);
    }

    /** Another log than that of the contract, whose file it is no longer. */
    private SqliteRecordLog fresh(long maxBytes) throws IOException {
        directory = Files.createDirectory(directory.resolve("fresh"));
        return open(maxBytes);
    }

    @Test
    void what_waits_and_what_is_on_disk_are_found_together_and_once() throws IOException {
        SqliteRecordLog log = fresh(MEGABYTE);
        for (int i = 0; i < 5; i++) {
            log.append(record("flush", i, "record " + i, i % 2));
            if (i == 2) {
                await(log.settle());
            }
        }

        assertThat(values(log, FLUSHES)).containsExactly("record 4", "record 3", "record 2", "record 1", "record 0");
        assertThat(values(log, FLUSHES.about(0).most(2))).containsExactly("record 4", "record 2");
        await(log.settle());
        assertThat(values(log, FLUSHES.most(3))).containsExactly("record 4", "record 3", "record 2");
        await(log.close());
    }

    @Test
    void more_records_than_a_transaction_takes_are_all_written_in_their_order() throws IOException {
        SqliteRecordLog log = fresh(100 * MEGABYTE);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7001; i++) {
            log.append(record("flush", i, "record " + i, i));
            all.add(0, "record " + i);
        }
        await(log.close());

        log = open(100 * MEGABYTE);
        assertThat(values(log, FLUSHES)).isEqualTo(all);
        assertThat(log.figures().records()).isEqualTo(7001);
        assertThat(observer.written).hasValue(7001);
        assertThat(observer.dropped).hasValue(0);
        await(log.close());
    }

    @Test
    void records_go_when_their_time_is_over_with_all_that_names_them() throws IOException, SQLException {
        SqliteRecordLog log = fresh(MEGABYTE);
        for (int i = 0; i < 1000; i++) {
            log.append(record("flush", i, "record " + i, i, -i));
        }
        now = at(995).plus(Duration.ofDays(30));
        await(log.settle());

        assertThat(values(log, FLUSHES))
                .containsExactly("record 999", "record 998", "record 997", "record 996", "record 995");
        assertThat(await(log.oldest("flush"))).contains(at(995));
        assertThat(log.figures().records()).isEqualTo(5);
        assertThat(log.figures().oldest()).contains(at(995));
        await(log.close());
        assertThat(number("SELECT count(*) FROM keys")).isEqualTo(10);
    }

    @Test
    void numbers_go_on_when_every_record_is_gone() throws IOException {
        SqliteRecordLog log = fresh(MEGABYTE);
        log.append(record("flush", 1, "one"));
        long one = await(log.find(FLUSHES)).get(0).number();
        now = START.plus(Duration.ofDays(31));
        await(log.settle());
        assertThat(values(log, FLUSHES)).isEmpty();
        assertThat(log.figures().oldest()).isEmpty();
        await(log.close());

        log = open(MEGABYTE);
        log.append(record("flush", 2, "two"));

        assertThat(await(log.find(FLUSHES)).get(0).number()).isGreaterThan(one);
        await(log.close());
    }

    @Test
    void a_clock_that_was_set_back_lets_go_what_was_written_before_what_is_over() throws IOException {
        SqliteRecordLog log = fresh(MEGABYTE);
        log.append(record("flush", 3600, "by the clock that was ahead"));
        log.append(record("flush", 0, "old"));
        log.append(record("flush", 3600, "young"));
        now = at(1800).plus(Duration.ofDays(30));
        await(log.settle());

        assertThat(values(log, FLUSHES)).containsExactly("young");
        await(log.close());
    }

    @Test
    void the_oldest_make_room_when_the_file_is_too_large() throws IOException {
        SqliteRecordLog log = fresh(MEGABYTE);
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 500; i++) {
                log.append(record("flush", i, "round " + round + " ".repeat(1000), i, round));
            }
            await(log.settle());
            assertThat(fileSize()).isLessThanOrEqualTo(MEGABYTE);
        }

        List<FoundRecord> left = await(log.find(FLUSHES));
        assertThat(left).hasSizeBetween(500, 1000);
        assertThat(values(log, FLUSHES.most(500))).allMatch(value -> value.startsWith("round 9"));
        assertThat(log.figures().records()).isEqualTo(left.size());
        await(log.close());
    }

    @Test
    void a_smaller_limit_gives_the_disk_back() throws IOException {
        SqliteRecordLog log = fresh(100 * MEGABYTE);
        for (int i = 0; i < 5000; i++) {
            log.append(record("flush", i, " ".repeat(1000), i));
        }
        await(log.close());
        assertThat(fileSize()).isGreaterThan(5 * MEGABYTE);

        log = open(2 * MEGABYTE);
        await(log.settle());
        await(log.close());

        assertThat(fileSize()).isBetween(MEGABYTE, 2 * MEGABYTE);
    }

    @Test
    void a_full_disk_is_told_once_and_writing_goes_on_when_there_is_room() throws IOException {
        SqliteRecordLog log = fresh(10 * MEGABYTE);
        log.append(record("flush", 1, "before"));
        await(log.settle());
        await(log.close());
        pragmas.add("PRAGMA max_page_count = 20");
        log = open(10 * MEGABYTE);
        for (int i = 0; i < 100; i++) {
            log.append(record("flush", 2, "during " + " ".repeat(1000)));
        }
        await(log.settle());
        await(log.settle());
        assertThat(log.figures().waiting()).isEqualTo(100);
        assertThat(values(log, FLUSHES)).hasSize(101);

        pragmas.clear();
        // The first one closes the connection that has the old limit.
        await(log.settle());
        await(log.settle());

        assertThat(observer.told)
                .containsExactly(
                        "failed: no space left for the state file %s: free some; what waits is written then"
                                .formatted(directory.resolve("history.db")),
                        "recovered");
        assertThat(log.figures().waiting()).isZero();
        assertThat(log.figures().records()).isEqualTo(101);
        assertThat(observer.dropped).hasValue(0);
        await(log.close());
    }

    @Test
    void what_does_not_fit_while_the_disk_fails_is_dropped_oldest_first_and_counted() throws IOException {
        SqliteRecordLog log = fresh(100 * MEGABYTE);
        await(log.close());
        pragmas.add("PRAGMA query_only = ON");
        log = open(100 * MEGABYTE);
        for (int i = 0; i < 60_000; i++) {
            log.append(record("flush", i, "record " + i));
        }
        await(log.settle());

        assertThat(log.figures().dropped()).isEqualTo(10_000);
        assertThat(observer.dropped).hasValue(10_000);
        assertThat(values(log, FLUSHES))
                .hasSize(50_000)
                .startsWith("record 59999")
                .endsWith("record 10000");

        Future<Void> closed = log.close();
        assertThat(closed.toCompletionStage()
                        .toCompletableFuture()
                        .handle((done, e) -> e)
                        .join())
                .isInstanceOf(StateStoreException.class);
        assertThat(observer.dropped).hasValue(60_000);
    }

    @Test
    void a_file_that_is_no_database_is_set_aside_at_the_start() throws IOException {
        directory = Files.createDirectory(directory.resolve("broken"));
        Files.writeString(directory.resolve("history.db"), "no database ".repeat(1000));

        SqliteRecordLog log = open(MEGABYTE);
        log.append(record("flush", 1, "after"));

        assertThat(values(log, FLUSHES)).containsExactly("after");
        assertThat(observer.told).containsExactly("damaged");
        assertThat(observer.setAside.get(0)).hasContent("no database ".repeat(1000));
        assertThat(observer.setAside.get(0).getFileName().toString())
                .isEqualTo("history.db.damaged-20260101T000000.000Z");
        await(log.close());
    }

    @Test
    void damage_in_the_midst_of_the_work_costs_what_is_in_the_file_and_nothing_that_comes_after() throws IOException {
        SqliteRecordLog log = fresh(100 * MEGABYTE);
        for (int i = 0; i < 2000; i++) {
            log.append(record("flush", i, "before " + " ".repeat(500), i));
        }
        await(log.close());
        zeroEverythingBehindTheSchema();
        log = open(100 * MEGABYTE);

        for (int i = 0; i < 10; i++) {
            log.append(record("flush", i, "after " + i, i));
        }
        await(log.settle());

        assertThat(observer.told).containsExactly("damaged");
        assertThat(values(log, FLUSHES.most(2))).containsExactly("after 9", "after 8");
        assertThat(await(log.find(FLUSHES.most(1))).get(0).number()).isGreaterThan(2000);
        await(log.close());
    }

    @Test
    void damage_that_a_search_meets_is_healed() throws IOException, SQLException {
        SqliteRecordLog log = fresh(100 * MEGABYTE);
        for (int i = 0; i < 2000; i++) {
            log.append(record("flush", i, "before " + " ".repeat(500), i));
        }
        await(log.close());
        long root = number("SELECT rootpage FROM sqlite_master WHERE name = 'keys'");
        zero((root - 1) * 4096, 4096);
        log = open(100 * MEGABYTE);

        Throwable failure = log.find(FLUSHES.about(7))
                .toCompletionStage()
                .toCompletableFuture()
                .handle((found, e) -> e)
                .join();
        await(log.settle());

        assertThat(failure).hasMessageContaining("history.db is damaged");
        assertThat(observer.told).containsExactly("damaged");
        assertThat(values(log, FLUSHES.about(7))).isEmpty();
        await(log.close());
    }

    @Test
    void the_file_of_another_program_and_a_later_version_are_refused() throws SQLException, IOException {
        await(fresh(MEGABYTE).close());
        edit("PRAGMA user_version = 9");
        assertThatThrownBy(() -> open(MEGABYTE))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("has schema 9, this version of the program knows 1");

        edit("PRAGMA application_id = 7");
        assertThatThrownBy(() -> open(MEGABYTE))
                .hasMessageContaining("a database of another program (application id 7)");
        assertThat(observer.told).isEmpty();
    }

    @Test
    void a_directory_that_is_not_there_or_cannot_be_used_is_refused() throws IOException {
        directory = directory.resolve("nowhere");
        assertThatThrownBy(() -> open(MEGABYTE))
                .isInstanceOf(StateStoreException.class)
                .hasMessage(
                        "there is no directory %s for the history: make it, or name another one".formatted(directory));

        Files.createDirectories(directory.resolve("history.db"));
        assertThatThrownBy(() -> open(MEGABYTE))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(directory.resolve("history.db") + " cannot be written");
    }

    @Test
    void a_closed_log_keeps_nothing_and_says_so() throws IOException {
        SqliteRecordLog log = fresh(MEGABYTE);
        await(log.close());
        await(log.close());

        log.append(record("flush", 1, "late"));

        assertThat(log.figures().dropped()).isEqualTo(1);
        assertThat(log.find(FLUSHES).cause()).hasMessage("the history is closed");
    }

    private long fileSize() throws IOException {
        try (Connection connection = Connections.openReader(directory.resolve("history.db"))) {
            return Connections.number(connection, "PRAGMA page_count") * 4096;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private long number(String sql) throws SQLException {
        try (Connection connection = Connections.openReader(directory.resolve("history.db"))) {
            return Connections.number(connection, sql);
        }
    }

    private void edit(String sql) throws SQLException {
        try (Connection connection = Connections.openLazy(directory.resolve("history.db"))) {
            Connections.execute(connection, sql);
        }
    }

    /** The first page, the pointers, and the first ones after: what is needed for opening. */
    private void zeroEverythingBehindTheSchema() throws IOException {
        long from = 10 * 4096;
        zero(from, (int) (Files.size(directory.resolve("history.db")) - from));
    }

    private void zero(long at, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(directory.resolve("history.db"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(bytes), at);
        }
    }
}
