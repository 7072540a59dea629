package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.StateStoreContract;
import tocsin.state.StateStoreException;
import tocsin.state.Table;
import tocsin.state.codec.Codec;

class SqliteStateStoreTest extends StateStoreContract {
    @TempDir
    Path directory;

    private final RecordingObserver observer = new RecordingObserver();

    @Override
    protected StateStore open() {
        return Stores.open(directory.resolve("contract"));
    }

    @Override
    protected StateStore reopen(StateStore store) {
        await(store.close());
        return open();
    }

    @Test
    void answers_come_on_the_context_of_the_caller() {
        ExecutorService context = Executors.newSingleThreadExecutor(task -> new Thread(task, "owner"));
        SqliteOptions options = new SqliteOptions(directory, false, () -> context, () -> Stores.START, "test");
        SqliteStateStore store = SqliteStateStore.open(options, observer);
        List<String> threads = new ArrayList<>();

        Promise<Void> listening = Promise.promise();
        context.execute(() -> await(listening.future()));
        Future<Void> written = store.append(List.of(Stores.word("a", 1, "red")));
        written.onComplete(done -> threads.add(Thread.currentThread().getName()));
        listening.complete();
        await(written);
        Future<Void> replayed = store.open(
                Stores.WORDS, entry -> threads.add(Thread.currentThread().getName()));
        await(replayed);
        await(store.close());
        context.shutdown();

        assertThat(threads).containsExactly("owner", "owner");
    }

    @Test
    void appends_that_wait_share_a_transaction() {
        SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);
        List<Future<Void>> written = new ArrayList<>();

        for (int i = 0; i < 1000; i++) {
            written.add(store.append(List.of(Stores.word("key " + i, 1, "red"))));
        }
        written.forEach(StateStoreContract::await);

        assertThat(observer.commits.stream().mapToInt(rows -> rows).sum()).isEqualTo(1000);
        assertThat(observer.commits).hasSizeLessThan(1000);
        assertThat(Stores.words(store)).hasSize(1000);
        await(store.close());
    }

    @Test
    void an_append_that_cannot_be_encoded_fails_as_a_whole_and_alone() {
        Table<String> picky = Table.lastWriterWins(
                "picky",
                Codec.of(
                        (out, word) -> {
                            throw new IllegalArgumentException("no " + word);
                        },
                        in -> in.text()));
        SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);

        Future<Void> first = store.append(List.of(Stores.word("a", 1, "red")));
        Future<Void> bad =
                store.append(List.of(Stores.word("b", 1, "blue"), Entry.of(picky, "b", Stores.START, "purple")));
        Future<Void> last = store.append(List.of(Stores.word("c", 1, "green")));
        await(first);
        await(last);

        assertThat(bad.cause()).hasMessageContaining("no purple");
        assertThat(Stores.words(store)).isEqualTo(Map.of("a", "red", "c", "green"));
        await(store.close());
    }

    @Test
    void it_says_what_it_found() throws SQLException {
        SqliteStateStore first = Stores.open(directory);
        await(first.append(List.of(Stores.word("a", 1, "red"))));
        await(first.close());
        SqliteStateStore second = Stores.open(directory);
        await(second.close());
        Stores.edit(directory, "UPDATE meta SET value = 'no' WHERE name = 'closed_cleanly'");
        SqliteStateStore third = Stores.open(directory);
        await(third.close());

        assertThat(first.found()).isEqualTo(new Found(false, false, null, ""));
        assertThat(second.found()).isEqualTo(new Found(true, true, Stores.START, "tocsin test"));
        assertThat(third.found()).isEqualTo(new Found(true, false, Stores.START, "tocsin test"));
    }

    @Test
    void a_store_that_is_closed_says_so() {
        SqliteStateStore store = Stores.open(directory);
        await(store.close());
        await(store.close());

        Future<Void> late = store.append(List.of(Stores.word("a", 1, "red")));

        assertThat(late.cause()).isInstanceOf(StateStoreException.class).hasMessage("the state store is closed");
    }

    @Test
    void a_full_disk_fails_what_it_cannot_take_and_no_restart_is_needed() {
        SqliteStateStore store =
                SqliteStateStore.open(Stores.options(directory), observer, List.of("PRAGMA max_page_count = 60"));
        Map<String, String> acknowledged = new LinkedHashMap<>();
        Future<Void> refused = null;
        for (int i = 0; refused == null; i++) {
            String value = ("value " + i + " ").repeat(300);
            Future<Void> written = store.append(List.of(Stores.word("key " + i, 1, value)));
            if (succeeded(written)) {
                acknowledged.put("key " + i, value);
            } else {
                refused = written;
            }
        }

        assertThat(refused.cause())
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("no space left for the state file " + directory.resolve("tocsin.db"));
        assertThat(Stores.words(store)).isEqualTo(acknowledged);

        for (int i = 0; i < 5; i++) {
            acknowledged.remove("key " + i);
            await(store.append(List.of(Entry.removed(
                    Stores.WORDS, "key " + i, Stores.START.plusSeconds(2), Stores.START.plusSeconds(9)))));
        }
        await(store.append(List.of(Stores.word("again", 3, "there is space"))));
        acknowledged.put("again", "there is space");
        assertThat(Stores.words(store)).isEqualTo(acknowledged);
        await(store.close());
        assertThat(reopened()).isEqualTo(acknowledged);
    }

    @Test
    void what_waits_for_a_disk_that_does_not_answer_is_bounded() throws InterruptedException {
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        ThreadLocal<Executor> caller = ThreadLocal.withInitial(() -> Runnable::run);
        SqliteStateStore store = SqliteStateStore.open(
                new SqliteOptions(directory, false, caller::get, () -> Stores.START, "test"), observer);
        caller.set(task -> {
            reached.countDown();
            awaitQuietly(disk);
        });
        store.append(List.of(Stores.word("first", 1, "holds the thread of the store")));
        caller.remove();
        reached.await();
        Table<String> picky = Table.lastWriterWins(
                "picky",
                Codec.of(
                        (out, word) -> {
                            throw new IllegalArgumentException("a million rows would take too long");
                        },
                        in -> in.text()));
        List<Entry<String>> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(Entry.of(picky, "key " + i, Stores.START, "red"));
        }
        List<Future<Void>> taken = new ArrayList<>();
        Future<Void> refused = store.append(many);
        for (int i = 0; i < 1000 && !refused.failed(); i++) {
            taken.add(refused);
            refused = store.append(many);
        }

        assertThat(taken).hasSize(1000);
        assertThat(refused.cause()).hasMessageContaining("does not keep up: 1000000 entries wait for it");
        disk.countDown();
        taken.forEach(each -> assertThat(succeeded(each)).isFalse());
        await(store.append(List.of(Stores.word("last", 1, "there is room again"))));
        assertThat(Stores.words(store)).containsOnlyKeys("first", "last");
        await(store.close());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_disk_that_is_full_at_the_start_is_no_reason_not_to_start() throws SQLException {
        List<Entry<String>> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(Stores.word("key " + i, 1, "value"));
        }
        write(many.toArray(Entry<?>[]::new));
        Stores.edit(directory, "DELETE FROM meta", "DROP INDEX words_expiry");
        SqliteStateStore store = SqliteStateStore.open(
                Stores.options(directory), observer, List.of("PRAGMA max_page_count = 1", "PRAGMA query_only = ON"));

        assertThat(Stores.words(store)).hasSize(500);
        List<Entry<String>> others = new ArrayList<>();
        await(store.open(Table.lastWriterWins("never-written", Codec.text()), others::add));
        assertThat(others).isEmpty();
        assertThat(observer.upkeep).isNotEmpty();
        assertThat(succeeded(store.append(List.of(Stores.word("a", 1, "red"))))).isFalse();
        assertThat(succeeded(store.close())).isFalse();
    }

    @Test
    void a_file_that_could_not_be_marked_as_open_is_so_with_its_first_write() throws SQLException {
        write(Stores.word("a", 1, "red"));
        SqliteStateStore store;
        try (Connection other = Connections.open(directory.resolve("tocsin.db"))) {
            Connections.execute(other, "BEGIN IMMEDIATE");
            store = SqliteStateStore.open(Stores.options(directory), observer, List.of("PRAGMA busy_timeout = 0"));
            assertThat(succeeded(store.append(List.of(Stores.word("b", 1, "blue")))))
                    .isFalse();
        }
        assertThat(observer.upkeep).hasSize(1);
        assertThat(closedCleanly()).as("nothing was written").isEqualTo("yes");

        await(store.append(List.of(Stores.word("c", 1, "green"))));
        assertThat(closedCleanly()).isEqualTo("no");
        await(store.close());
        assertThat(closedCleanly()).isEqualTo("yes");
    }

    private String closedCleanly() throws SQLException {
        try (Connection connection = Connections.open(directory.resolve("tocsin.db"))) {
            return String.valueOf(Schema.get(connection, Schema.CLEAN));
        }
    }

    @Test
    void a_row_that_cannot_be_read_is_set_aside_and_the_others_come_back() throws SQLException {
        write(Stores.word("a", 1, "red"), Stores.word("b", 1, "blue"), Stores.word("c", 1, "green"));
        Stores.edit(
                directory,
                "UPDATE words SET value = x'0104c0c0c0c0' WHERE key = 'a'",
                "UPDATE words SET updated_at_ns = updated_at_ns + 1 WHERE key = 'b'");

        SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);

        assertThat(Stores.words(store)).isEqualTo(Map.of("c", "green"));
        assertThat(observer.setAside)
                .containsExactly(
                        "words/a: its checksum is wrong: the row is damaged",
                        "words/b: its checksum is wrong: the row is damaged");
        await(store.append(List.of(Stores.word("a", 0, "red again"))));
        assertThat(Stores.words(store)).isEqualTo(Map.of("c", "green", "a", "red again"));
        await(store.close());
    }

    @Test
    void a_row_of_a_later_version_stays_for_that_version() {
        Table<String> later = Table.lastWriterWins(
                "words", Codec.of((out, word) -> out.text(word), in -> in.text(), in -> in.text()));
        write(Entry.of(later, "a", Stores.START, "red"));

        SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);
        assertThat(Stores.words(store)).isEmpty();
        assertThat(observer.setAside)
                .singleElement()
                .asString()
                .contains("words/a: format 2 is newer than this program");
        await(store.close());

        SqliteStateStore upgraded = Stores.open(directory);
        List<String> read = new ArrayList<>();
        await(upgraded.open(later, entry -> read.add(String.valueOf(entry.value()))));
        assertThat(read).containsExactly("red");
        await(upgraded.close());
    }

    @Test
    void a_file_that_is_no_database_is_set_aside() throws IOException {
        Files.writeString(directory.resolve("tocsin.db"), "this is a text, not a database. ".repeat(100));

        SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);
        await(store.append(List.of(Stores.word("a", 1, "red"))));

        assertThat(Stores.words(store)).isEqualTo(Map.of("a", "red"));
        Damage damage = observer.damages.get(0);
        assertThat(damage.salvaged()).isZero();
        assertThat(damage.setAside()).isEqualTo(directory.resolve("tocsin.db.damaged-20260101T000000.000Z"));
        assertThat(damage.setAside()).content().startsWith("this is a text");
        await(store.close());
    }

    @Test
    void whoever_is_strict_refuses_a_damaged_file_and_leaves_it() throws IOException {
        Path file = directory.resolve("tocsin.db");
        Files.writeString(file, "this is a text, not a database. ".repeat(100));

        assertThatThrownBy(() -> SqliteStateStore.open(Stores.strict(directory), observer))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is damaged")
                .hasMessageContaining("move it away");
        assertThat(file).content().startsWith("this is a text");
    }

    @Test
    void a_page_that_is_broken_costs_its_rows_only() throws IOException {
        List<Entry<String>> entries = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            entries.add(Stores.word("key " + i, 1, "value " + i + " of a row that takes some space"));
        }
        SqliteStateStore before = Stores.open(directory);
        await(before.append(entries));
        await(before.close());
        Path file = directory.resolve("tocsin.db");
        overwrite(file, pageOf("value 700 of a row that takes some space", file), new byte[4096]);

        SqliteStateStore store = SqliteStateStore.open(Stores.options(directory), observer);
        Map<String, String> read = Stores.words(store);
        await(store.append(List.of(Stores.word("new", 1, "row"))));

        assertThat(observer.damages).hasSize(1);
        assertThat(observer.damages.get(0).complete()).isFalse();
        assertThat(read).hasSizeBetween(1800, 1999);
        assertThat(observer.damages.get(0).salvaged()).isEqualTo(read.size());
        assertThat(read).allSatisfy((key, value) -> assertThat(value).startsWith("value " + key.substring(4) + " of"));
        assertThat(Stores.words(store)).hasSize(read.size() + 1);
        await(store.close());
    }

    @Test
    void a_crash_between_the_two_renames_loses_nothing() throws IOException {
        write(Stores.word("a", 1, "red"));
        Files.move(directory.resolve("tocsin.db"), directory.resolve("tocsin.db.new"));

        assertThat(reopened()).isEqualTo(Map.of("a", "red"));
    }

    @Test
    void the_file_of_a_later_version_is_refused() throws SQLException {
        write(Stores.word("a", 1, "red"));
        Stores.edit(directory, "PRAGMA user_version = 7");

        assertThatThrownBy(() -> Stores.open(directory))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("has schema 7, this version of the program knows 1");

        Stores.edit(directory, "PRAGMA user_version = 1");
        assertThat(reopened()).isEqualTo(Map.of("a", "red"));
    }

    @Test
    void the_database_of_another_program_is_refused_and_left_alone() throws SQLException {
        Stores.edit(directory, "CREATE TABLE bookmarks (url TEXT)", "PRAGMA application_id = 42");

        assertThatThrownBy(() -> Stores.open(directory))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("is a database of another program (application id 42)");
        assertThat(directory.resolve("tocsin.db")).exists();
    }

    @Test
    void a_directory_that_is_none_is_refused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Stores.open(file))
                .isInstanceOf(StateStoreException.class)
                .hasMessageContaining("the state directory " + file + " cannot be used");
    }

    @Test
    void a_directory_whose_name_the_driver_misunderstands_is_refused() {
        assertThatThrownBy(() -> Stores.options(directory.resolve("what?")))
                .hasMessageContaining("what? has a question mark in its name");
    }

    @Test
    void rows_that_come_and_go_fill_neither_tables_nor_the_disk() throws SQLException, IOException {
        SqliteStateStore store = SqliteStateStore.open(
                new SqliteOptions(
                        directory, false, () -> Runnable::run, () -> Stores.START.plusSeconds(3600), "tocsin test"),
                new RecordingObserver());
        String value = "firing ".repeat(60);
        for (int round = 0; round < 20; round++) {
            List<Entry<String>> fired = new ArrayList<>();
            List<Entry<String>> gone = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                int second = 10 * round;
                String key = "alert " + round + " " + i;
                fired.add(Stores.word(key, second, value));
                gone.add(Entry.removed(
                        Stores.WORDS, key, Stores.START.plusSeconds(second + 1), Stores.START.plusSeconds(second + 5)));
            }
            await(store.append(fired));
            await(store.append(gone));
        }
        await(store.close());

        try (Connection connection = Connections.open(directory.resolve("tocsin.db"))) {
            assertThat(Connections.number(connection, "SELECT count(*) FROM words"))
                    .isLessThan(2000);
        }
        assertThat(Files.size(directory.resolve("tocsin.db"))).isLessThan(1_500_000);
    }

    /** Ten tables, of which one is written to, since each look at an idle one is a look less at that one. */
    @ParameterizedTest(name = "{0} rows to a write")
    @ValueSource(ints = {1, 400, 4000})
    void rows_that_expire_as_fast_as_they_come_do_not_pile_up(int rows) throws SQLException {
        AtomicReference<Instant> clock = new AtomicReference<>(Stores.START);
        SqliteStateStore store = SqliteStateStore.open(
                new SqliteOptions(directory, false, () -> Runnable::run, clock::get, "tocsin test"), observer);
        for (int table = 0; table < 9; table++) {
            Table<String> idle = Table.lastWriterWins("idle-" + table, Codec.text());
            await(store.append(List.of(Entry.of(idle, "row", Stores.START, "stays"))));
        }

        for (int second = 0; second < 60; second++) {
            clock.set(Stores.START.plusSeconds(second));
            List<Entry<String>> come = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                come.add(new Entry<>(
                        Stores.WORDS,
                        second + "/" + row,
                        clock.get(),
                        "row",
                        clock.get().plusSeconds(5)));
            }
            await(store.append(come));
        }
        await(store.close());

        try (Connection connection = Connections.open(directory.resolve("tocsin.db"))) {
            assertThat(Connections.number(connection, "SELECT count(*) FROM words"))
                    .isLessThanOrEqualTo(7L * rows);
            assertThat(Connections.number(connection, "SELECT count(*) FROM idle_8"))
                    .isOne();
        }
    }

    @Test
    void what_expired_while_nobody_wrote_goes_a_few_rows_with_each_write() throws SQLException {
        AtomicReference<Instant> clock = new AtomicReference<>(Stores.START);
        SqliteOptions options = new SqliteOptions(directory, false, () -> Runnable::run, clock::get, "tocsin test");
        SqliteStateStore before = SqliteStateStore.open(options, observer);
        List<Entry<String>> many = new ArrayList<>();
        for (int row = 0; row < 1000; row++) {
            many.add(new Entry<>(Stores.WORDS, "old " + row, Stores.START, "row", Stores.START.plusSeconds(5)));
        }
        await(before.append(many));
        await(before.close());

        clock.set(Stores.START.plusSeconds(3600));
        SqliteStateStore after = SqliteStateStore.open(options, observer);
        await(after.append(List.of(Stores.word("first", 3600, "new"))));
        int left = Stores.words(after).size();
        for (int row = 0; row < 200; row++) {
            await(after.append(List.of(Stores.word("new", 3600 + row, "new"))));
        }

        assertThat(left).as("one write must not wait for all of them").isGreaterThan(900);
        assertThat(Stores.words(after)).containsOnlyKeys("first", "new");
        await(after.close());
    }

    @Test
    void a_clock_that_was_ahead_for_a_moment_expires_nothing() {
        SqliteStateStore store = Stores.open(directory);
        Instant tomorrow = Stores.START.plus(Duration.ofDays(1));
        await(store.append(List.of(new Entry<>(Stores.WORDS, "kept", Stores.START, "silence", tomorrow))));
        await(store.append(List.of(Stores.word("ahead", 30 * 86_400, "glitch"))));
        for (int i = 0; i < 50; i++) {
            await(store.append(List.of(Stores.word("later " + i, i, "row"))));
        }
        await(store.close());

        SqliteStateStore again = Stores.open(directory);
        assertThat(Stores.words(again)).containsEntry("kept", "silence").hasSize(52);
        await(again.close());
    }

    @Test
    void space_that_a_storm_took_is_given_back() throws IOException {
        SqliteStateStore store = Stores.open(directory);
        String value = "firing ".repeat(600);
        List<Entry<String>> fired = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            fired.add(Stores.word("alert " + i, 1, value));
        }
        await(store.append(fired));
        List<Entry<String>> gone = new ArrayList<>();
        fired.forEach(entry -> gone.add(
                Entry.removed(Stores.WORDS, entry.key(), Stores.START.plusSeconds(2), Stores.START.plusSeconds(3))));
        await(store.append(gone));
        for (int round = 0; round < 20; round++) {
            await(store.append(fired.subList(0, 10).stream()
                    .map(entry -> Stores.word(entry.key(), 100, value))
                    .toList()));
            await(store.append(churn(round)));
        }
        await(store.close());

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("tocsin.db", "tocsin.lock", "contract");
        }
        assertThat(Files.size(directory.resolve("tocsin.db"))).isLessThan(12_000_000);
    }

    private static List<Entry<String>> churn(int round) {
        List<Entry<String>> churn = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            churn.add(Stores.word("churn " + i, 1000 + round, "value ".repeat(round)));
        }
        return churn;
    }

    private void write(Entry<?>... entries) {
        SqliteStateStore store = Stores.open(directory);
        await(store.append(List.of(entries)));
        await(store.close());
    }

    private Map<String, String> reopened() {
        SqliteStateStore store = Stores.open(directory);
        Map<String, String> words = Stores.words(store);
        await(store.close());
        return words;
    }

    private static boolean succeeded(Future<Void> future) {
        return future.toCompletionStage()
                .handle((done, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }

    /** Where the page begins in which this stands. */
    private static long pageOf(String text, Path file) throws IOException {
        int at = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).isPositive();
        return at / 4096 * 4096L;
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }
}
