package tocsin.state.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.state.Entry;
import tocsin.state.StateStoreContract;
import tocsin.state.StateStoreException;

class StateReaderTest {
    @TempDir
    Path directory;

    private Path state() {
        return directory.resolve("state");
    }

    private SqliteStateStore written() {
        SqliteStateStore store = Stores.open(state());
        StateStoreContract.await(store.append(List.of(
                Stores.word("a", 1, "one"),
                Stores.word("b", 2, "two"),
                Entry.removed(Stores.WORDS, "c", Stores.START, Stores.START.plusSeconds(60)))));
        return store;
    }

    private static Map<String, String> words(StateReader reader) {
        Map<String, String> words = new LinkedHashMap<>();
        reader.forEach(
                "words",
                row -> words.put(
                        row.key(), String.valueOf(row.entry(Stores.WORDS).value())));
        return words;
    }

    /** Names and contents of all files; the shared memory of a running process holds marks of its readers. */
    private Map<String, Integer> files() throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(state())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith("-shm")) {
                    contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    @Test
    void reads_beside_a_running_store_and_changes_nothing() throws IOException {
        SqliteStateStore store = written();
        Map<String, Integer> before = files();

        try (StateReader reader = StateReader.open(state())) {
            assertThat(words(reader))
                    .containsExactly(Map.entry("a", "one"), Map.entry("b", "two"), Map.entry("c", "null"));
            assertThat(reader.facts().user())
                    .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
            assertThat(reader.facts().found().writtenBy()).isEqualTo("tocsin test");
            StateStoreContract.await(store.append(List.of(Stores.word("d", 3, "three"))));
            assertThat(words(reader)).as("as of one moment").hasSize(3);
            assertThat(reader.integrityProblems()).isEmpty();
        }

        assertThat(files().keySet()).isEqualTo(before.keySet());
        assertThat(Stores.words(store)).hasSize(3);
        StateStoreContract.await(store.close());
    }

    @Test
    void what_was_closed_is_read_and_stays_as_it_is() throws IOException {
        StateStoreContract.await(written().close());
        Map<String, Integer> before = files();

        try (StateReader reader = StateReader.open(state())) {
            assertThat(words(reader)).hasSize(3);
            assertThat(reader.tables()).containsExactly("words");
            assertThat(reader.facts().user()).isNull();
            assertThat(reader.facts().schema()).isEqualTo(1);
            assertThat(reader.facts().found().closedCleanly()).isTrue();
            RawRow row = Objects.requireNonNull(reader.find("words", "a"));
            assertThat(row.updatedAt()).isEqualTo(Stores.START.plusSeconds(1));
            assertThat(row.expiresAt()).isEqualTo(Instant.MAX);
            assertThat(reader.find("words", "z")).isNull();
        }

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void what_a_crash_left_is_read_with_its_log_and_stays_as_it_is() throws IOException {
        SqliteStateStore store = written();
        Path running = state();
        Path killed = directory.resolve("killed");
        Files.createDirectories(killed);
        for (String file : List.of("tocsin.db", "tocsin.db-wal")) {
            Files.copy(running.resolve(file), killed.resolve(file));
        }
        StateStoreContract.await(store.close());
        Files.write(killed.resolve("tocsin.db-wal"), new byte[100], StandardOpenOption.APPEND);
        long length = Files.size(killed.resolve("tocsin.db-wal"));

        try (StateReader reader = StateReader.open(killed)) {
            assertThat(words(reader)).hasSize(3);
            assertThat(reader.facts().tornBytes()).isEqualTo(100);
            assertThat(reader.facts().found().closedCleanly()).isFalse();
        }

        assertThat(Files.size(killed.resolve("tocsin.db-wal"))).isEqualTo(length);
        try (Stream<Path> files = Files.list(killed)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_damaged_row_is_handed_out_as_such() throws Exception {
        StateStoreContract.await(written().close());
        Stores.edit(state(), "UPDATE words SET value = x'01' WHERE key = 'a'");

        List<String> damaged = new ArrayList<>();
        try (StateReader reader = StateReader.open(state())) {
            reader.forEach("words", row -> {
                if (!row.isIntact()) {
                    damaged.add(row.key());
                }
            });
        }

        assertThat(damaged).containsExactly("a");
    }

    @Test
    void a_damaged_file_is_told_from_one_that_is_not_there() throws IOException {
        assertThatThrownBy(() -> StateReader.open(state()))
                .isInstanceOfSatisfying(StateStoreException.class, failure -> {
                    assertThat(failure).hasMessageContaining("there is no state in");
                    assertThat(StateReader.isDamage(failure)).isFalse();
                });
        assertThat(Files.exists(state())).isFalse();

        StateStoreContract.await(written().close());
        Files.write(state().resolve("tocsin.db"), new byte[5000], StandardOpenOption.WRITE);
        assertThatThrownBy(() -> StateReader.open(state()))
                .isInstanceOfSatisfying(
                        StateStoreException.class,
                        failure -> assertThat(StateReader.isDamage(failure)).isTrue());
    }
}
