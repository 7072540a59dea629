package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process whose disk is full, whose files are torn or damaged, or whose directory is in use. */
class StateFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private StubServer hook;

    @BeforeEach
    void start() throws Exception {
        hook = StubServer.start(StubServer.status(200));
    }

    @AfterEach
    void stop() {
        hook.close();
    }

    @Test
    void a_directory_in_use_is_refused_and_its_owner_goes_on() throws Exception {
        try (TocsinProcess first = run();
                LiveProcess second = launch()) {
            assertThat(second.exitStatus()).isEqualTo(3);
            assertThat(second.err()).anyMatch(line -> line.contains(state().toString()));

            assertThat(silence(first, "after").statusCode()).isEqualTo(200);
            kill(first);
        }
        try (TocsinProcess again = run()) {
            assertThat(silences(again)).containsExactly("after");
        }
    }

    @Test
    void a_full_disk_refuses_silences_pages_on_and_recovers_without_a_restart() throws Exception {
        Programs.require("prlimit");
        try (TocsinProcess tocsin = run("--storage.error-alert-after=2s")) {
            assertThat(silence(tocsin, "before").statusCode()).isEqualTo(200);
            fileSize(tocsin, String.valueOf(Files.size(state().resolve("tocsin.db-wal"))));

            HttpResponse<String> refused = silence(tocsin, "refused");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(post(tocsin, "OnFullDisk")).isEqualTo(200);
            await("notified from memory").atMost(PATIENCE).until(() -> told("OnFullDisk", "firing"));
            await("own alert").atMost(PATIENCE).until(() -> told("StateWriteFailing", "firing"));
            assertThat(tocsin.http().metric("tocsin_state_writable")).hasValue(0.0);

            fileSize(tocsin, "unlimited");
            await("own alert ends").atMost(PATIENCE).until(() -> told("StateWriteFailing", "resolved"));
            assertThat(tocsin.http().metric("tocsin_state_writable")).hasValue(1.0);
            kill(tocsin);
        }
        try (TocsinProcess again = run()) {
            assertThat(silences(again)).containsExactly("before");
            assertThat(alerts(again)).contains("OnFullDisk");
        }
        assertThat(hook.received().stream().filter(r -> r.body().contains("OnFullDisk")))
                .as("told once")
                .hasSize(1);
    }

    @Test
    void a_silence_that_was_refused_is_not_in_force() throws Exception {
        Programs.require("prlimit");
        try (TocsinProcess tocsin = run()) {
            assertThat(silence(tocsin, "before").statusCode()).isEqualTo(200);
            fileSize(tocsin, String.valueOf(Files.size(state().resolve("tocsin.db-wal"))));
            assertThat(silence(tocsin, "refused").statusCode()).isEqualTo(503);

            assertThat(silences(tocsin)).containsExactly("before");
        }
    }

    @Test
    void what_was_decided_before_a_kill_is_explained_after_it() throws Exception {
        Instant decided;
        try (TocsinProcess tocsin = run()) {
            assertThat(post(tocsin, "Explained")).isEqualTo(200);
            await("told").atMost(PATIENCE).until(() -> told("Explained", "firing"));
            await("recorded")
                    .atMost(PATIENCE)
                    .until(() -> tocsin.http()
                                    .metric("tocsin_history_records_written_total")
                                    .orElse(0.0)
                            > 0);
            decided = Instant.now();
            kill(tocsin);
        }
        try (TocsinProcess again = run()) {
            JsonObject told = again.http()
                    .object("/api/tocsin/v1/notifications?outcome=delivered")
                    .getJsonArray("notifications")
                    .getJsonObject(0);
            assertThat(told.getString("reason")).isEqualTo("first notification");
            assertThat(told.getInteger("firing")).isEqualTo(1);

            JsonObject then = again.http().object("/api/tocsin/v1/explain?label=alertname=Explained&at=" + decided);
            assertThat(then.getString("sentence")).contains("was notified last at");
        }
    }

    @Test
    void a_torn_end_of_the_log_is_cut_with_a_warning() throws Exception {
        Set<String> acknowledged = filledAndKilled(20);
        byte[] garbage = new byte[5000];
        new Random(1).nextBytes(garbage);
        // What a cut-off write leaves: the salts of this log, and nothing that adds up.
        Path log = state().resolve("tocsin.db-wal");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer salts = ByteBuffer.allocate(8);
            channel.read(salts, 16);
            System.arraycopy(salts.array(), 0, garbage, 8, 8);
            channel.write(ByteBuffer.wrap(garbage), channel.size());
        }
        try (TocsinProcess tocsin = run()) {
            assertThat(silences(tocsin)).isEqualTo(acknowledged);
            assertThat(tocsin.log()).anyMatch(line -> line.contains("level=warn") && line.contains("was cut"));
        }
    }

    @Test
    void a_damaged_file_is_set_aside_or_with_strict_refused() throws Exception {
        filledAndKilled(60);
        try (TocsinProcess tocsin = run()) {
            assertThat(tocsin.terminate()).isZero();
        }
        Path file = state().resolve("tocsin.db");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] garbage = new byte[4096];
            new Random(2).nextBytes(garbage);
            for (long at = 4096; at + 4096 <= channel.size(); at += 8192) {
                channel.write(ByteBuffer.wrap(garbage), at);
            }
        }
        try (LiveProcess strict = launch("--storage.strict")) {
            assertThat(strict.exitStatus()).as(strict.everything()).isEqualTo(3);
            assertThat(strict.err()).anyMatch(line -> line.contains("strict") || line.contains("set aside"));
        }
        try (TocsinProcess tocsin = run()) {
            assertThat(tocsin.log()).anyMatch(line -> line.contains("level=error") && line.contains("damaged"));
            assertThat(silence(tocsin, "new").statusCode()).isEqualTo(200);
            try (var files = Files.list(state())) {
                assertThat(files.map(found -> found.getFileName().toString()))
                        .anyMatch(name -> name.startsWith("tocsin.db.") || name.contains("damaged"));
            }
        }
    }

    /** Kills when the file grows, which it does while its log is moved into it. */
    @Test
    void a_kill_while_the_log_is_moved_into_the_file_loses_nothing() throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        Path file = state().resolve("tocsin.db");
        for (int round = 0; round < 1; round++) {
            try (TocsinProcess tocsin = run()) {
                assertThat(silences(tocsin)).isEqualTo(acknowledged);
                var before = Files.getLastModifiedTime(file);
                for (int i = 0; i < 5000 && Files.getLastModifiedTime(file).equals(before); i++) {
                    String name = "s%d-%d".formatted(round, i);
                    assertThat(silence(tocsin, name).statusCode()).isEqualTo(200);
                    acknowledged.add(name);
                }
                assertThat(Files.getLastModifiedTime(file))
                        .as("the log is moved")
                        .isNotEqualTo(before);
                kill(tocsin);
            }
        }
        try (TocsinProcess tocsin = run()) {
            assertThat(silences(tocsin)).isEqualTo(acknowledged);
        }
    }

    private Set<String> filledAndKilled(int count) throws Exception {
        try (TocsinProcess tocsin = run()) {
            for (int i = 0; i < count; i++) {
                assertThat(silence(tocsin, "s" + i).statusCode()).isEqualTo(200);
            }
            Set<String> acknowledged = silences(tocsin);
            assertThat(acknowledged).hasSize(count);
            kill(tocsin);
            return acknowledged;
        }
    }

    private Path state() {
        return directory.resolve("state");
    }

    private List<String> options(String... more) throws IOException {
        List<String> options =
                new ArrayList<>(List.of(configOption(directory, routing(hook.url())), "--storage.path=" + state()));
        options.addAll(List.of(more));
        return options;
    }

    private TocsinProcess run(String... more) throws IOException {
        return TocsinProcess.run(directory, options(more).toArray(String[]::new));
    }

    private LiveProcess launch(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--web.listen-address=127.0.0.1:0"));
        arguments.addAll(options(more));
        return TocsinProcess.launch(directory, arguments.toArray(String[]::new));
    }

    private static void kill(TocsinProcess tocsin) throws Exception {
        tocsin.process().signal("KILL");
        tocsin.process().exitStatus();
    }

    /** The most that a file of the process may hold: beyond it writes fail, as on a full disk. */
    private static void fileSize(TocsinProcess tocsin, String limit) throws Exception {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(tocsin.process().pid()), "--fsize=" + limit + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    private static HttpResponse<String> silence(TocsinProcess tocsin, String name) throws Exception {
        return tocsin.http().post("/api/v2/silences", """
                        {"matchers": [{"name": "silenced", "value": "%s", "isRegex": false}], "createdBy": "t", "comment": "%s",
                         "startsAt": "%s", "endsAt": "%s"}""".formatted(
                        name, name, Instant.now(), Instant.now().plus(Duration.ofHours(5))));
    }

    private static Set<String> silences(TocsinProcess tocsin) throws Exception {
        return RulePages.objects(tocsin.http().array("/api/v2/silences")).stream()
                .map(silence -> silence.getString("comment"))
                .collect(Collectors.toSet());
    }

    private static int post(TocsinProcess tocsin, String alertname) throws Exception {
        return tocsin.http()
                .post("/api/v2/alerts", """
                        [{"labels": {"alertname": "%s"}, "endsAt": "%s"}]""".formatted(alertname, Instant.now().plus(Duration.ofHours(1))))
                .statusCode();
    }

    private static Set<String> alerts(TocsinProcess tocsin) throws Exception {
        return RulePages.objects(tocsin.http().array("/api/v2/alerts")).stream()
                .map(alert -> alert.getJsonObject("labels").getString("alertname"))
                .collect(Collectors.toSet());
    }

    private boolean told(String alertname, String status) {
        return hook.received().stream()
                .map(StubServer.Received::json)
                .anyMatch(message -> message.getString("status").equals(status)
                        && message.getJsonObject("groupLabels", new JsonObject())
                                .getString("alertname", "")
                                .equals(alertname));
    }
}
