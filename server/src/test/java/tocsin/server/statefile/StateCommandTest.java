package tocsin.server.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.server.alertmanager.ProtoBytes.logEntry;
import static tocsin.server.alertmanager.ProtoBytes.matcher;
import static tocsin.server.alertmanager.ProtoBytes.meshed;
import static tocsin.server.alertmanager.ProtoBytes.silence;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.ImportedEntry;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.silence.Silence;
import tocsin.server.alertmanager.ProtoBytes;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;
import tocsin.state.sqlite.SqliteStateStore;

class StateCommandTest {
    private static final Table<String> LATER =
            Table.lastWriterWins("clever-things", Codec.of(BinaryWriter::text, BinaryReader::text));

    private final Instant now = Instant.now();
    private final Instant earlier = now.minus(Duration.ofHours(1));

    @TempDir
    private Path directory = Path.of("");

    private Path state() {
        return directory.resolve("state");
    }

    private String storage() {
        return "--storage.path=" + state();
    }

    private Path backup() {
        return directory.resolve("backup.jsonl");
    }

    private Entry<LogEntry> logged() {
        LogKey key = new LogKey(
                new GroupId("ops:{}", Labels.of("alertname", "Down\nand more")),
                new IntegrationId("ops", "webhook", 0));
        AlertHashes firing = AlertHashes.of(7, -1);
        return Entry.of(
                NotificationLog.TABLE,
                key.toString(),
                earlier.plusNanos(1),
                new LogEntry(key, earlier, firing, AlertHashes.NONE, firing, Map.of("ts", "1"), Duration.ofHours(8)));
    }

    private void written() {
        TestState.write(
                state(),
                TestState.entry(TestState.silence("s-1", earlier, "ünder maintenance")),
                Entry.removed(Silence.TABLE, "s-2", earlier, now.plus(Duration.ofHours(1))),
                Entry.removed(Silence.TABLE, "s-3", earlier, now.minusSeconds(60)),
                logged());
    }

    private void edit(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + state().resolve("tocsin.db"));
                Statement change = connection.createStatement()) {
            change.executeUpdate(statement);
        }
    }

    private Map<String, Integer> contents() throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(state())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private StateRun exported() {
        StateRun export = StateRun.of("export", storage(), backup());
        assertThat(export.status()).as(export.err()).isZero();
        return export;
    }

    private StateRun importInto(Path other, Object file) {
        return StateRun.of("import", "--storage.path=" + other, "--output=json", file);
    }

    private static JsonObject table(StateRun run, String name) {
        return new JsonObject(run.out())
                .getJsonArray("tables").stream()
                        .map(JsonObject.class::cast)
                        .filter(table -> name.equals(table.getString("table")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void info_tells_what_is_there_and_changes_nothing() throws IOException {
        written();
        Files.writeString(state().resolve("tocsin.db.damaged-20260101T000000.000Z"), "x");
        Files.writeString(state().resolve("nflog"), "x");
        Map<String, Integer> before = contents();

        StateRun json = StateRun.of("info", storage(), "--output=json");
        StateRun text = StateRun.of("info", storage());

        assertThat(json.status()).isZero();
        JsonObject info = new JsonObject(json.out());
        assertThat(info.getString("written_by")).isEqualTo("tocsin test");
        assertThat(info.getBoolean("closed_cleanly")).isTrue();
        assertThat(info.getString("in_use_by")).isNull();
        assertThat(info.getJsonArray("set_aside")).hasSize(1);
        JsonObject silences = table(json, "silences");
        assertThat(List.of(silences.getLong("live"), silences.getLong("removed"), silences.getLong("expired")))
                .containsExactly(1L, 1L, 1L);
        assertThat(text.out())
                .contains("not in use, closed in good order", "a damaged file", "TABLE", "tocsin.db ")
                .containsPattern("silences +1 +1 +1 ")
                .contains("tocsin state import --storage.path=" + state());
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void info_and_verify_and_export_work_while_a_process_has_the_state_and_import_refuses() {
        SqliteStateStore store = TestState.open(state());
        TestState.await(store.append(List.of(logged())));

        StateRun info = StateRun.of("info", storage());
        assertThat(info.out())
                .contains("in use by process " + ProcessHandle.current().pid());
        StateRun verify = StateRun.of("verify", storage());
        assertThat(verify.status()).isZero();
        assertThat(verify.out()).contains("uses the state: the end of its write-ahead log was not looked at");
        exported();
        StateRun refused = StateRun.of("import", storage(), backup());
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("is in use by process", "stop it and import then");
        assertThat(StateRun.of("import", storage(), "--dry-run", backup()).out())
                .contains("nothing to write: all that is of use is in");

        TestState.await(store.close());
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "verify", "export -"})
    void without_a_state_it_could_not_be_done(String command) {
        StateRun run = StateRun.of(Stream.concat(Stream.of(storage()), Stream.of(command.split(" ", -1)))
                .sorted((a, b) -> Boolean.compare(a.startsWith("--"), b.startsWith("--")))
                .toArray());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("there is no state in");
        assertThat(Files.exists(state())).isFalse();
    }

    @Test
    void verify_names_each_damaged_row() throws SQLException {
        written();
        assertThat(StateRun.of("verify", storage()).out()).contains("4 rows, no problems");

        edit("UPDATE silences SET value = x'00' WHERE key = 's-1'");

        StateRun text = StateRun.of("verify", storage());
        StateRun json = StateRun.of("verify", storage(), "--output=json");
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.out()).contains("silences: `s-1`: its checksum is wrong: the row is damaged", "1 problem");
        assertThat(new JsonObject(json.out()).getJsonArray("problems"))
                .containsExactly(new JsonObject()
                        .put("table", "silences")
                        .put("key", "s-1")
                        .put("reason", "its checksum is wrong: the row is damaged"));
    }

    @Test
    void verify_reports_a_file_that_is_no_database() throws IOException {
        written();
        Files.write(state().resolve("tocsin.db"), new byte[5000], StandardOpenOption.WRITE);

        StateRun run = StateRun.of("verify", storage());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("is damaged");
    }

    @Test
    void a_backup_comes_back_as_it_was() throws IOException {
        written();
        Path other = directory.resolve("other");
        exported();

        StateRun first = importInto(other, backup());

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(table(first, "silences").getLong("added")).isEqualTo(2);
        assertThat(table(first, "silences").getLong("expired")).isEqualTo(1);
        List<Entry<?>> live = TestState.rows(state()).stream()
                .filter(entry -> entry.expiresAt().isAfter(now))
                .toList();
        assertThat(live).hasSize(3);
        assertThat(TestState.rows(other)).isEqualTo(live);
    }

    @Test
    void silences_can_be_read_in_a_backup() throws IOException {
        written();
        exported();

        List<String> lines = Files.readAllLines(backup());
        assertThat(lines).hasSize(6);
        JsonObject silence = lines.stream()
                .map(JsonObject::new)
                .filter(line -> "s-1".equals(line.getString("key")))
                .findFirst()
                .orElseThrow();
        assertThat(silence.getJsonObject("shown").getString("comment")).isEqualTo("ünder maintenance");
        assertThat(silence.getJsonObject("shown").getJsonArray("matcher_sets").encode())
                .isEqualTo("[[\"team=\\\"db\\\"\"]]");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("no temporary file is left").hasSize(2);
        }
    }

    @Test
    void a_second_import_changes_nothing_and_an_old_backup_overwrites_nothing_newer() {
        written();
        exported();
        assertThat(table(importInto(state(), backup()), "silences").getLong("unchanged"))
                .isEqualTo(3);

        TestState.write(state(), TestState.entry(TestState.silence("s-1", now, "longer")));
        StateRun again = importInto(state(), backup());

        assertThat(table(again, "silences").getLong("unchanged")).isEqualTo(2);
        Silence kept = Objects.requireNonNull(
                Objects.requireNonNull(TestState.rows(state(), Silence.TABLE).get("s-1"))
                        .value());
        assertThat(kept.comment()).isEqualTo("longer");
    }

    @Test
    void a_newer_backup_updates() {
        written();
        Path other = directory.resolve("other");
        TestState.write(other, TestState.entry(TestState.silence("s-1", earlier.minusSeconds(1), "older")));
        exported();

        assertThat(table(importInto(other, backup()), "silences").getLong("updated"))
                .isEqualTo(1);
        assertThat(Objects.requireNonNull(TestState.rows(other, Silence.TABLE).get("s-1"))
                        .value())
                .isEqualTo(TestState.silence("s-1", earlier, "ünder maintenance"));
    }

    @Test
    void a_dry_run_makes_not_even_the_directory() {
        written();
        exported();

        StateRun run = StateRun.of("import", "--storage.path=" + directory.resolve("other"), "--dry-run", backup());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("nothing was written");
        assertThat(Files.exists(directory.resolve("other"))).isFalse();
    }

    @Test
    void a_backup_that_was_cut_or_altered_anywhere_is_refused_as_a_whole() throws IOException {
        written();
        exported();
        byte[] sound = Files.readAllBytes(backup());
        Path broken = directory.resolve("broken");
        Path other = directory.resolve("other");

        for (int at = 40; at < sound.length; at += 7) {
            byte[] altered = sound.clone();
            altered[at] ^= 1;
            assertThat(importInto(other, Files.write(broken, altered)).status())
                    .as("altered at %d", at)
                    .isEqualTo(1);
            assertThat(importInto(other, Files.write(broken, Arrays.copyOf(sound, at)))
                            .status())
                    .as("cut at %d", at)
                    .isEqualTo(1);
        }
        StateRun cut = importInto(other, Files.write(broken, Arrays.copyOf(sound, sound.length - 10)));
        assertThat(cut.err()).contains("it was cut; nothing was imported");
        assertThat(Files.exists(other)).isFalse();
    }

    @Test
    void a_table_or_a_format_of_a_later_version_is_refused() throws Exception {
        TestState.write(state(), Entry.of(LATER, "clever", earlier, "thing"));
        StateRun verify = StateRun.of("verify", storage());
        assertThat(verify.out()).contains("clever-things: unknown to this version");
        exported();

        StateRun unknownTable = importInto(directory.resolve("other"), backup());
        assertThat(unknownTable.status()).isEqualTo(1);
        assertThat(unknownTable.err()).contains("the table `clever-things` is of a later version of Tocsin");

        String head = Files.readString(backup()).replaceFirst("\"version\":1", "\"version\":2");
        StateRun later = importInto(directory.resolve("other"), Files.writeString(backup(), head));
        assertThat(later.err()).contains("the version of the backup is 2, this program reads 1");
    }

    @Test
    void damaged_rows_are_not_in_a_backup_and_that_is_said() throws Exception {
        written();
        edit("UPDATE silences SET value = x'00' WHERE key = 's-1'");

        StateRun run = StateRun.of("export", storage(), backup());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("not in the backup: silences: `s-1`", "3 rows of 2 tables");
        assertThat(importInto(directory.resolve("other"), backup()).status()).isZero();
    }

    private Path alertmanagerFiles() throws IOException {
        Path files = Files.createDirectories(directory.resolve("alertmanager"));
        ProtoBytes silences = new ProtoBytes()
                .framed(meshed(
                        silence("s-1", earlier).message(2, matcher(0, "team", "db")), now.plus(Duration.ofDays(1))))
                .framed(meshed(
                        silence("s-2", earlier).message(2, matcher(1, "team", "(")), now.plus(Duration.ofDays(1))))
                .framed(meshed(silence("s-3", earlier).message(2, matcher(0, "team", "x")), earlier));
        Files.write(files.resolve("silences"), silences.toByteArray());
        ProtoBytes log = new ProtoBytes()
                .framed(meshed(logEntry("{}:{}", "ops", earlier, 1), now.plus(Duration.ofDays(1))))
                .framed(meshed(logEntry("{}:{}", "gone", earlier, 1), earlier));
        Files.write(files.resolve("nflog"), log.toByteArray());
        return files;
    }

    @Test
    void the_files_of_an_alertmanager_are_merged() throws IOException {
        Path files = alertmanagerFiles();

        StateRun run = StateRun.of("import", storage(), files);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("3 silences of Alertmanager, of which 1 are past their retention and left out")
                .contains("silence s-2 has no effect until it is edited: ")
                .contains("2 entries of Alertmanager's notification log, of which 1 are past");
        assertThat(TestState.rows(state(), Silence.TABLE)).containsOnlyKeys("s-1", "s-2");
        assertThat(TestState.rows(state(), ImportedEntry.TABLE)).containsOnlyKeys("{}:{}:ops/webhook/0");

        StateRun again = importInto(state(), files);
        assertThat(table(again, "silences").getLong("unchanged")).isEqualTo(2);
        assertThat(table(again, "imported-log").getLong("unchanged")).isEqualTo(1);
    }

    @Test
    void an_edit_since_the_import_is_not_undone_by_another_one() throws IOException {
        Path files = alertmanagerFiles();
        importInto(state(), files);
        TestState.write(state(), TestState.entry(TestState.silence("s-1", now, "edited")));

        assertThat(table(importInto(state(), files), "silences").getLong("unchanged"))
                .isEqualTo(2);
    }

    @Test
    void stamps_from_the_future_do_not_win_against_what_is_changed_later() throws IOException {
        Path file = directory.resolve("silences");
        Files.write(
                file,
                new ProtoBytes()
                        .framed(meshed(
                                silence("s-1", now.plus(Duration.ofDays(9))).message(2, matcher(0, "team", "db")),
                                now.plus(Duration.ofDays(20))))
                        .toByteArray());

        assertThat(importInto(state(), file).status()).isZero();

        assertThat(Objects.requireNonNull(TestState.rows(state(), Silence.TABLE).get("s-1"))
                        .updatedAt())
                .isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void a_torn_file_of_alertmanager_is_imported_only_when_somebody_says_so() throws IOException {
        Path files = alertmanagerFiles();
        byte[] whole = Files.readAllBytes(files.resolve("silences"));
        Files.write(files.resolve("silences"), Arrays.copyOf(whole, whole.length - 3));

        StateRun refused = StateRun.of("import", storage(), files);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("are no whole message", "add --skip-unreadable", "nothing was imported");
        assertThat(Files.exists(state())).isFalse();

        StateRun taken = StateRun.of("import", storage(), "--skip-unreadable", files);
        assertThat(taken.status()).isZero();
        assertThat(taken.out()).contains("are no whole message and were left out");
        assertThat(TestState.rows(state(), Silence.TABLE)).hasSize(2);
    }

    @Test
    void what_is_nothing_to_import_is_told() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        Path text = Files.writeString(directory.resolve("alertmanager.yml"), "route: {receiver: ops}\n");

        StateRun run = StateRun.of("import", storage(), empty, text, directory.resolve("nowhere"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "the directory has neither silences nor nflog of Alertmanager",
                        "neither a backup of Tocsin nor a silences or nflog file of Alertmanager",
                        "there is no such file or directory");
        assertThat(StateRun.of("import", storage()).status()).isEqualTo(2);
    }

    @Test
    void the_hint_names_the_files_and_the_command() throws IOException {
        assertThat(StateHints.alertmanagerFiles(state())).isEmpty();
        Path files = alertmanagerFiles();

        assertThat(StateHints.alertmanagerFiles(files))
                .hasValueSatisfying(hint -> assertThat(hint)
                        .startsWith("silences and nflog of Alertmanager in " + files)
                        .contains("`tocsin state import --storage.path=%s %s`".formatted(files, files))
                        .doesNotContain("\n"));
    }
}
