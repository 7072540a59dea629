package tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed amtool against a running Tocsin: every command that talks to a server. */
class AmtoolApiIT {
    private static final String ROUTING = """
            global: {resolve_timeout: 1h}
            route:
              receiver: ops
              group_by: [alertname]
              routes:
              - {receiver: db, matchers: [team="data"]}
            receivers:
            - name: ops
              webhook_configs: [{url: 'http://127.0.0.1:1/s3cret'}]
            - name: db
            inhibit_rules:
            - {source_matchers: [severity="high"], target_matchers: [severity="low"], equal: [service]}
            """;

    @TempDir
    static Path directory = Path.of("");

    private static Path amtool = Path.of("");
    private static @Nullable TocsinProcess tocsin;

    @BeforeAll
    static void start() throws IOException {
        amtool = Programs.require("amtool");
        tocsin = TocsinProcess.run(directory, Setup.configOption(directory, ROUTING));
    }

    @AfterAll
    static void stop() {
        if (tocsin != null) {
            tocsin.close();
        }
    }

    private record Result(int status, String out, String err) {
        String accepted() {
            assertThat(status).as("%s%s", out, err).isEqualTo(0);
            return out;
        }
    }

    private static String url() {
        return Objects.requireNonNull(tocsin).url().toString();
    }

    private static Result amtool(String... arguments) throws IOException, InterruptedException {
        return run(url(), Redirect.PIPE, arguments);
    }

    private static Result run(String url, Redirect input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(amtool.toString(), "--alertmanager.url=" + url));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(directory, "amtool", ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(input)
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private static JsonArray json(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-o", "json"));
        all.addAll(List.of(arguments));
        return new JsonArray(amtool(all.toArray(String[]::new)).accepted());
    }

    private static List<String> names(JsonArray alerts) {
        return alerts.stream()
                .map(alert -> ((JsonObject) alert).getJsonObject("labels").getString("alertname"))
                .sorted()
                .toList();
    }

    private static String silence(String name) throws IOException, InterruptedException {
        return amtool("silence", "add", "--author=ann", "--comment=work", "alertname=" + name)
                .accepted()
                .strip();
    }

    @Test
    void alerts_are_added_and_queried_in_every_form() throws Exception {
        amtool("alert", "add", "Added", "team=data", "--annotation=summary=It works", "--generator-url=http://p/g")
                .accepted();

        assertThat(amtool("alert", "query", "Added").accepted())
                .contains("Alertname", "Starts At", "Summary", "State", "Added", "It works", "active");
        assertThat(amtool("-o", "extended", "alert", "query", "team=data").accepted())
                .contains("alertname=\"Added\" team=\"data\"", "http://p/g");
        JsonObject alert =
                new JsonArray(amtool("-o", "json", "alert", "query", "Added").accepted()).getJsonObject(0);
        assertThat(alert.getJsonArray("receivers").getJsonObject(0).getString("name"))
                .isEqualTo("db");
        assertThat(alert.getJsonObject("status").getString("state")).isEqualTo("active");
        assertThat(amtool("alert", "query", "--receiver=ops", "Added").accepted())
                .doesNotContain("It works");
        assertThat(amtool("alert", "query", "--receiver=[", "Added").err()).contains("failed to parse receiver param");
    }

    @Test
    void alerts_are_added_with_the_times_that_they_are_told() throws Exception {
        amtool("alert", "add", "Timed", "--start=2020-01-02T03:04:05+01:00", "--end=2099-01-01T00:00:00Z")
                .accepted();
        amtool("alert", "add", "Past", "--start=2020-01-01T00:00:00Z", "--end=2020-01-02T00:00:00Z")
                .accepted();
        Result backwards =
                amtool("alert", "add", "Backwards", "--start=2099-01-02T00:00:00Z", "--end=2099-01-01T00:00:00Z");

        JsonObject timed = json("alert", "query", "Timed").getJsonObject(0);
        assertThat(timed.getInstant("startsAt")).isEqualTo("2020-01-02T02:04:05Z");
        assertThat(timed.getInstant("endsAt")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(json("alert", "query", "Past")).isEmpty();
        assertThat(backwards.status()).isNotEqualTo(0);
        assertThat(backwards.err()).contains("start time must be before end time");
    }

    @Test
    void alerts_are_queried_by_what_holds_them_back() throws Exception {
        amtool("alert", "add", "High", "severity=high", "service=states").accepted();
        amtool("alert", "add", "Low", "severity=low", "service=states").accepted();
        amtool("alert", "add", "Still", "service=states").accepted();
        silence("Still");

        assertThat(names(json("alert", "query", "service=states"))).containsExactly("High");
        assertThat(names(json("alert", "query", "--active", "service=states"))).containsExactly("High");
        assertThat(names(json("alert", "query", "--inhibited", "service=states")))
                .containsExactly("Low");
        assertThat(names(json("alert", "query", "--silenced", "service=states")))
                .containsExactly("Still");
        assertThat(names(json("alert", "query", "--unprocessed", "service=states")))
                .isEmpty();
        assertThat(names(json("alert", "query", "-a", "-i", "-s", "-u", "service=states")))
                .containsExactly("High", "Low", "Still");
        assertThat(names(json("alert", "query", "-a", "-i", "service=~st.*", "alertname!=High")))
                .containsExactly("Low");
        assertThat(names(json("alert", "-a", "-i", "service=states", "alertname!~H.*|x")))
                .containsExactly("Low");
        assertThat(names(json("alert", "query", "-a", "-i", "--receiver=o.s", "service=states")))
                .containsExactly("High", "Low");
    }

    @Test
    void a_silenced_alert_is_among_the_silenced_ones_only() throws Exception {
        amtool("alert", "add", "Quiet").accepted();
        silence("Quiet");

        assertThat(amtool("alert", "query", "Quiet").accepted()).doesNotContain("Quiet ");
        assertThat(amtool("alert", "query", "--silenced", "Quiet").accepted()).contains("Quiet", "suppressed");
    }

    @Test
    void a_silence_is_queried_updated_and_expired() throws Exception {
        String id = silence("Updated");

        assertThat(amtool("silence", "query", "alertname=Updated").accepted()).contains(id, "ann", "work");
        assertThat(amtool("silence", "update", "--comment=longer", "--duration=3h", id)
                        .accepted())
                .contains(id, "longer");
        assertThat(amtool("silence", "query", "-q", "alertname=Updated")
                        .accepted()
                        .strip())
                .isEqualTo(id);

        amtool("silence", "expire", id).accepted();
        assertThat(amtool("silence", "query", "-q", "alertname=Updated").accepted())
                .isBlank();
        assertThat(amtool("silence", "query", "-q", "--expired", "alertname=Updated")
                        .accepted()
                        .strip())
                .isEqualTo(id);
    }

    @Test
    void a_silence_is_added_with_every_flag() throws Exception {
        String id = amtool(
                        "silence",
                        "add",
                        "--author=bob",
                        "--comment=much to do",
                        "--start=2098-01-01T00:00:00Z",
                        "--end=2098-01-02T00:00:00Z",
                        "Flags",
                        "a!=b",
                        "c=~d|e",
                        "f!~g")
                .accepted()
                .strip();
        String hours = amtool("silence", "add", "-a", "bob", "-c", "c", "-d", "3h", "Hours")
                .accepted()
                .strip();
        Result silent = amtool("silence", "add", "--author=bob", "Silent");
        String unexplained = amtool("silence", "add", "--author=bob", "--no-require-comment", "Unexplained")
                .accepted()
                .strip();

        JsonObject added = json("silence", "query", "alertname=Flags").getJsonObject(0);
        assertThat(added.getString("id")).isEqualTo(id);
        assertThat(added.getString("createdBy")).isEqualTo("bob");
        assertThat(added.getString("comment")).isEqualTo("much to do");
        assertThat(added.getString("startsAt")).isEqualTo("2098-01-01T00:00:00.000Z");
        assertThat(added.getString("endsAt")).isEqualTo("2098-01-02T00:00:00.000Z");
        assertThat(added.getJsonObject("status").getString("state")).isEqualTo("pending");
        assertThat(amtool("-o", "extended", "silence", "query", "alertname=Flags")
                        .accepted())
                .contains("{alertname=\"Flags\",a!=\"b\",c=~\"d|e\",f!~\"g\"}", "much to do");
        JsonObject shown = json("silence", "query", "alertname=Hours").getJsonObject(0);
        assertThat(shown.getString("id")).isEqualTo(hours);
        assertThat(Duration.between(shown.getInstant("startsAt"), shown.getInstant("endsAt")))
                .isBetween(Duration.ofMinutes(179), Duration.ofMinutes(181));
        assertThat(silent.status()).as("amtool wants a comment").isNotEqualTo(0);
        assertThat(unexplained).matches("[0-9a-f-]{36}");
    }

    @Test
    void silences_are_queried_by_creator_id_and_time() throws Exception {
        String soon = amtool("silence", "add", "-a", "cleo", "-c", "c", "-d", "10m", "Queried")
                .accepted()
                .strip();
        String late = amtool("silence", "add", "-a", "dan", "-c", "c", "-d", "9h", "Queried")
                .accepted()
                .strip();

        assertThat(ids("alertname=Queried")).containsExactlyInAnyOrder(soon, late);
        assertThat(ids("--created-by=dan", "alertname=Queried")).containsExactly(late);
        assertThat(ids("--within=1h", "alertname=Queried")).containsExactly(soon);
        assertThat(ids("alertname=Queried", "nothing=more")).isEmpty();

        amtool("silence", "expire", soon, late).accepted();
        assertThat(ids("alertname=Queried")).isEmpty();
        assertThat(ids("--expired", "--within=1h", "alertname=Queried")).containsExactlyInAnyOrder(soon, late);
    }

    private static List<String> ids(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("silence", "query", "-q"));
        all.addAll(List.of(arguments));
        return amtool(all.toArray(String[]::new)).accepted().lines().toList();
    }

    @Test
    void a_silence_is_updated_with_every_flag() throws Exception {
        String id = amtool("silence", "add", "-a", "a", "-c", "c", "--start=2097-01-01T00:00:00Z", "Moved")
                .accepted()
                .strip();

        amtool("silence", "update", "--start=2098-01-01T00:00:00Z", "--end=2098-01-03T00:00:00Z", "-c", "later", id)
                .accepted();
        JsonObject moved = json("silence", "query", "alertname=Moved").getJsonObject(0);
        assertThat(moved.getString("id")).isEqualTo(id);
        assertThat(moved.getString("startsAt")).isEqualTo("2098-01-01T00:00:00.000Z");
        assertThat(moved.getString("endsAt")).isEqualTo("2098-01-03T00:00:00.000Z");
        assertThat(moved.getString("comment")).isEqualTo("later");

        amtool("silence", "expire", id).accepted();
        amtool("silence", "update", "-d", "1h", id).accepted();
        assertThat(ids("alertname=Moved"))
                .as("what is over begins anew")
                .hasSize(1)
                .doesNotContain(id);
    }

    @Test
    void expiring_stops_at_the_first_that_nobody_knows() throws Exception {
        String first = silence("ExpiredFirst");
        String never = silence("ExpiredNever");

        Result result = amtool("silence", "expire", first, "00000000-0000-4000-8000-000000000002", never);

        assertThat(result.status()).isNotEqualTo(0);
        assertThat(ids("alertname=ExpiredFirst")).isEmpty();
        assertThat(ids("alertname=ExpiredNever")).containsExactly(never);
        assertThat(amtool("silence", "expire", first).status())
                .as("to expire again is no error")
                .isEqualTo(0);
    }

    @Test
    void what_is_refused_is_said_in_amtools_words() throws Exception {
        Result empty = amtool("silence", "add", "--author=a", "--comment=c", "alertname=~.*");
        Result unknown = amtool("silence", "expire", "00000000-0000-4000-8000-000000000000");

        assertThat(empty.status()).isNotEqualTo(0);
        assertThat(empty.err()).contains("at least one matcher must not match the empty string");
        assertThat(unknown.status()).isNotEqualTo(0);
        assertThat(unknown.err()).contains("404");
    }

    @Test
    void silences_of_another_server_are_imported_although_their_ids_are_not_known() throws Exception {
        String id = silence("Imported");
        JsonArray exported = new JsonArray(
                amtool("-o", "json", "silence", "query", "alertname=Imported").accepted());
        JsonObject foreign = exported.getJsonObject(0).put("id", "00000000-0000-4000-8000-000000000001");
        foreign.getJsonArray("matchers").getJsonObject(0).put("value", "Foreign");
        Path file = Files.writeString(directory.resolve("silences.json"), exported.encode());

        amtool("silence", "import", file.toString()).accepted();

        assertThat(amtool("silence", "query", "-q", "alertname=Foreign")
                        .accepted()
                        .strip())
                .isNotEmpty()
                .isNotEqualTo(id);
    }

    @Test
    void silences_are_imported_anew_by_several_workers() throws Exception {
        for (int i = 0; i < 20; i++) {
            amtool("silence", "add", "-a", "a", "-c", "c", "set=many", "n=" + i).accepted();
        }
        Path file = Files.writeString(
                directory.resolve("many.json"),
                json("silence", "query", "set=many").encode());

        amtool("silence", "import", file.toString()).accepted();
        assertThat(ids("set=many")).as("known ones stay as they are").hasSize(20);

        amtool("silence", "import", "--force", "--worker=3", file.toString()).accepted();
        assertThat(ids("set=many")).hasSize(40).doesNotHaveDuplicates();
        run(url(), Redirect.from(file.toFile()), "silence", "import", "-f").accepted();
        assertThat(ids("set=many")).as("from its input, when no file is named").hasSize(60);
    }

    @Test
    void another_version_is_warned_of_unless_nobody_wants_to_know() throws Exception {
        Result warned = amtool("cluster", "show");
        Result quiet = amtool("--no-version-check", "cluster", "show");

        assertThat(warned.err()).contains("0.34.0").containsIgnoringCase("version");
        assertThat(quiet.accepted()).contains("disabled");
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void the_path_of_the_url_is_the_prefix_and_its_user_does_no_harm() throws Exception {
        Path own = Files.createDirectories(directory.resolve("prefix"));
        try (TocsinProcess below =
                TocsinProcess.run(own, Setup.configOption(own, ROUTING), "--web.route-prefix=/ops")) {
            String url = "http://ann:pw@%s/ops".formatted(below.url().getAuthority());

            run(url, Redirect.PIPE, "alert", "add", "Below").accepted();

            assertThat(run(url, Redirect.PIPE, "alert", "query", "Below").accepted())
                    .contains("Below");
            assertThat(run(url, Redirect.PIPE, "config", "show").accepted()).contains("receiver: ops");
        }
    }

    @Test
    void the_configuration_and_its_routes_come_from_the_server() throws Exception {
        assertThat(amtool("config", "show").accepted())
                .contains("receiver: ops", "resolve_timeout: 1h")
                .doesNotContain("s3cret");
        assertThat(amtool("config", "routes", "show").accepted()).contains("db", "{team=\"data\"}");
        assertThat(amtool("config", "routes", "test", "team=data").accepted().strip())
                .isEqualTo("db");
        assertThat(amtool("config", "routes", "test", "--verify.receivers=ops", "team=data")
                        .status())
                .isEqualTo(1);
        assertThat(amtool("config", "routes", "test", "--verify.receivers=db", "team=data")
                        .status())
                .isEqualTo(0);
        assertThat(amtool("config", "routes", "test", "--tree", "team=data").accepted())
                .contains("{team=\"data\"}", "db");
        assertThat(amtool("config", "routes").accepted())
                .as("show is the default")
                .contains("{team=\"data\"}");
        assertThat(amtool("config").accepted()).as("show is the default").contains("receiver: ops");
    }

    @Test
    void there_is_no_cluster() throws Exception {
        assertThat(amtool("cluster", "show").accepted()).contains("disabled");
        assertThat(amtool("cluster").accepted()).as("show is the default").contains("disabled");
    }
}
