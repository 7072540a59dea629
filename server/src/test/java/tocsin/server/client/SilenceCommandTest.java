package tocsin.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Labels;
import tocsin.router.silence.SilenceOptions;
import tocsin.server.api.SilenceAuthor;
import tocsin.server.api.TestServer;

/** The life of a silence on the command line, against a server in this process. It is noon on the first of March 2026. */
class SilenceCommandTest {
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    private TestServer server = TestServer.start();

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void close() {
        server.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private ClientRun silence(String... arguments) {
        return silenceWithInput("", arguments);
    }

    private ClientRun silenceWithInput(String input, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add(1, "--url=" + url());
        return ClientRun.silenceWithInput(input, all.toArray(String[]::new));
    }

    private String add(String... arguments) {
        List<String> all = new ArrayList<>(List.of("add", "--comment=works"));
        all.addAll(Arrays.asList(arguments));
        return silence(all.toArray(String[]::new)).accepted().strip();
    }

    private JsonObject stored(String id) {
        return new JsonObject(server.get("/api/v2/silence/" + id).body());
    }

    private String state(String id) {
        return stored(id).getJsonObject("status").getString("state");
    }

    @Test
    void add_makes_what_was_said_and_prints_the_id_alone() {
        ClientRun run = silence(
                "add",
                "High",
                "instance=~db-.+",
                "env!=test",
                "{a!~\"b\", c=\"d e\"}",
                "--comment=works",
                "--author=ann",
                "--until=18:00",
                "--timezone=Europe/Berlin",
                "--annotation=ticket=T=1");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).matches("[0-9a-f-]{36}\\R");
        assertThat(run.err())
                .contains("tocsin: silences 0 alerts until Sun 2026-03-01 18:00 CET, in 5h")
                .contains("tocsin: warning: it matches nothing now: no alert is firing");
        JsonObject made = stored(run.out().strip());
        assertThat(made.getJsonArray("matchers").stream().map(matcher -> MatcherArguments.show((JsonObject) matcher)))
                .containsExactly("alertname=\"High\"", "instance=~\"db-.+\"", "env!=\"test\"", "a!~\"b\"", "c=\"d e\"");
        assertThat(made.getString("createdBy")).isEqualTo("ann");
        assertThat(made.getString("comment")).isEqualTo("works");
        assertThat(made.getString("startsAt")).isEqualTo("2026-03-01T12:00:00.000Z");
        assertThat(made.getString("endsAt")).isEqualTo("2026-03-01T17:00:00.000Z");
        assertThat(made.getJsonObject("annotations").getString("ticket")).isEqualTo("T=1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            -c=x                                                     | 2026-03-01T12:00:00.000Z | 2026-03-01T13:00:00.000Z
            -c=x;-d=2h 30m                                           | 2026-03-01T12:00:00.000Z | 2026-03-01T14:30:00.000Z
            -c=x;--start=2026-03-02T08:00:00Z;-d=1d                  | 2026-03-02T08:00:00.000Z | 2026-03-03T08:00:00.000Z
            -c=x;--start=2026-03-02T08:00:00Z;--until=08:30          | 2026-03-02T08:00:00.000Z | 2026-03-02T08:30:00.000Z
            -c=x;-d=5m;--end=2026-03-05T00:00:00Z                    | 2026-03-01T12:00:00.000Z | 2026-03-05T00:00:00.000Z
            -c=x;--until=11:00                                       | 2026-03-01T12:00:00.000Z | 2026-03-02T11:00:00.000Z
            """)
    void it_lasts_as_long_as_said(String options, String start, String end) {
        List<String> line = new ArrayList<>(List.of("add", "High", "--timezone=UTC"));
        line.addAll(List.of(options.split(";", -1)));
        JsonObject made = stored(silence(line.toArray(String[]::new)).accepted().strip());

        assertThat(made.getString("startsAt")).isEqualTo(start);
        assertThat(made.getString("endsAt")).isEqualTo(end);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            High                                        | say why with --comment
            -c=x                                        | Missing required parameter: 'MATCHER'
            High;-c=x;--until=18:00;-d=1h               | --until excludes --end and --duration
            High;-c=x;--until=soon                      | `soon` is not a time; write e.g. 18:00
            High;-c=x;-d=2 hours                        | unknown unit "hours"
            High;-c=x;-d=0s                             | is no time at all
            High;-c=x;--timezone=Europe/Bonn            | Europe/Bonn
            High;-c=x;--end=2026-02-01T00:00:00Z        | it would end at
            High;-c=x;severity                          | `severity` is not a matcher
            a=~[;-c=x                                   | `a=~[` is not a matcher
            """)
    void wrong_usage_is_2_and_says_what_to_write(String line, String message) {
        ClientRun run = silence(("add;" + line).split(";", -1));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(server.get("/api/v2/silences").body()).isEqualTo("[]\n");
    }

    @Test
    void a_comment_is_not_needed_by_those_who_say_so() {
        assertThat(silence("add", "High", "--no-require-comment").status()).isZero();
    }

    @Test
    void the_author_is_the_user_of_the_url_else_the_login_name() {
        String byUrl = ClientRun.silence(
                        "add", "--url=http://ann%40home:pw@127.0.0.1:" + server.port(), "High", "--comment=x")
                .accepted();

        assertThat(stored(byUrl.strip()).getString("createdBy")).isEqualTo("ann@home");
        assertThat(stored(add("High")).getString("createdBy")).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void a_dry_run_shows_the_alerts_and_makes_nothing() {
        server.routing.fires(Labels.of("alertname", "High", "i", "1"), Labels.of("alertname", "Low"));

        ClientRun run = silence("add", "High", "-c=x", "--dry-run");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("1 of 2 firing alerts, 1 of them active")
                .contains("Alertname  Starts At", "High       2026-03-01")
                .doesNotContain("Low");
        assertThat(run.err()).contains("would silence until ", "nothing was made");
        assertThat(new JsonObject(silence("add", "High", "-c=x", "--dry-run", "-o=json")
                                .accepted())
                        .getInteger("count"))
                .isEqualTo(1);
        assertThat(server.get("/api/v2/silences").body()).isEqualTo("[]\n");
    }

    @Test
    void everything_is_worth_a_warning() {
        server.routing.fires(Labels.of("alertname", "High", "i", "1"), Labels.of("alertname", "Low"));

        ClientRun run = silence("add", "alertname=~.+", "-c=x");

        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains("silences 2 alerts until", "warning: it matches everything now: all of the 2 alerts");
    }

    @Test
    void what_the_server_refuses_is_1_in_its_words() {
        server.close();
        server = TestServer.start(SilenceAuthor.REQUEST, SilenceOptions.DEFAULTS.withGuards(1, Duration.ofHours(2)));

        ClientRun added = silence("add", "High", "-c=x", "-d=3h");
        ClientRun rehearsed = silence("add", "High", "-c=x", "-d=3h", "--dry-run");

        assertThat(added.status()).isEqualTo(1);
        assertThat(added.out()).isEmpty();
        assertThat(added.err()).contains("silence lasts 3h, and --silences.max-duration allows 2h");
        assertThat(rehearsed.status()).isEqualTo(1);
        assertThat(rehearsed.err()).contains("it would be refused: silence lasts 3h");
    }

    @Test
    void query_shows_what_amtool_shows() {
        String later = add("High", "-d=3h", "-a=ann");
        String sooner = add("Low", "-d=2h", "-a=bob");
        String over = add("High", "-a=ann");
        silence("expire", over).accepted();

        assertThat(silence("query").accepted().lines().map(line -> line.split(" {2,}", -1)[0]))
                .containsExactly("ID", sooner, later);
        assertThat(silence("query", "-q").accepted().lines()).containsExactlyInAnyOrder(sooner, later);
        assertThat(silence("query", "-q", "High").accepted().strip()).isEqualTo(later);
        assertThat(silence("query", "-q", "alertname=~High").accepted()).isEmpty();
        assertThat(silence("query", "-q", "--expired").accepted().strip()).isEqualTo(over);
        assertThat(silence("query", "-q", "--created-by=bob").accepted().strip())
                .isEqualTo(sooner);
        assertThat(silence("query", "-q", "--id=" + later).accepted().strip()).isEqualTo(later);
        assertThat(silence("query", "-q", "--within=150m").accepted().strip()).isEqualTo(sooner);
        assertThat(silence("query", "-q", "--within=1h", "--expired").accepted().strip())
                .isEqualTo(over);
        assertThat(new JsonArray(silence("query", "--output=json", "Low").accepted()).getJsonObject(0))
                .isEqualTo(stored(sooner));
    }

    @Test
    void what_others_wrote_cannot_break_the_table_nor_steer_the_terminal() {
        silence("add", "High", "--comment=a\nb\u001b[31m\u202ec", "-a=x\ty").accepted();

        String table = silence("query").accepted();
        assertThat(table.lines()).hasSize(2);
        assertThat(table).contains("x y  ", "a b [31m c").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void an_update_prints_the_id_and_says_when_it_is_another() {
        String id = add("High");

        ClientRun kept = silence("update", id, "--until=18:00", "--timezone=UTC", "--comment=longer");
        assertThat(kept.accepted().strip()).isEqualTo(id);
        assertThat(stored(id).getString("endsAt")).isEqualTo("2026-03-01T18:00:00.000Z");
        assertThat(stored(id).getString("comment")).isEqualTo("longer");

        ClientRun moved = silence("update", id, "--start=2026-03-01T13:00:00Z", "-d=1h");
        String newId = moved.accepted().strip();
        assertThat(newId).isNotEqualTo(id);
        assertThat(moved.err()).contains(id + " was replaced by " + newId);
        assertThat(stored(newId).getString("endsAt")).isEqualTo("2026-03-01T14:00:00.000Z");
        assertThat(silence("update", "-q", newId, "--comment=again").err()).isEmpty();
    }

    @Test
    void one_that_cannot_be_changed_keeps_nobody_from_the_next() {
        String id = add("High");

        ClientRun updated = silence("update", NOBODY, "nonsense", id, "--comment=longer");
        assertThat(updated.status()).isEqualTo(1);
        assertThat(updated.out().strip()).isEqualTo(id);
        assertThat(updated.err())
                .contains("tocsin: " + NOBODY + ": ", "not found")
                .contains("tocsin: nonsense: ", "must be of type uuid");
        assertThat(silence("update", id, "--end=2026-03-01T11:00:00Z").status()).isEqualTo(2);

        ClientRun expired = silence("expire", NOBODY, id);
        assertThat(expired.status()).isEqualTo(1);
        assertThat(expired.err()).contains(NOBODY + ": there is no such silence", id + " is over");
        assertThat(state(id)).isEqualTo("expired");
    }

    @Test
    void expire_takes_the_ids_that_a_quiet_query_prints_or_matchers() {
        String one = add("High", "team=db");
        String two = add("Low", "team=db");
        String other = add("Low", "team=web");

        ClientRun byMatcher = silence("expire", "team=db");
        assertThat(byMatcher.status()).as(byMatcher.err()).isZero();
        assertThat(List.of(state(one), state(two), state(other))).containsExactly("expired", "expired", "active");
        assertThat(silence("expire", "team=db").status()).isEqualTo(1);

        ClientRun quiet =
                silence("expire", "-q", silence("query", "-q").accepted().strip());
        assertThat(quiet).isEqualTo(new ClientRun(0, "", ""));
        assertThat(state(other)).isEqualTo("expired");
    }

    @Test
    void export_has_what_is_not_over_and_import_makes_it_on_another_server() throws IOException {
        add("High", "instance=~db-.+", "--annotation=a=b");
        add("Low", "--start=2026-03-02T00:00:00Z");
        silence("expire", add("Over")).accepted();
        String exported = silence("export").accepted();
        assertThat(new JsonArray(exported)).hasSize(2);
        assertThat(new JsonArray(silence("export", "--expired").accepted())).hasSize(3);
        assertThat(new JsonArray(silence("export", "High").accepted())).hasSize(1);
        Path file = Files.writeString(directory.resolve("silences.json"), exported);
        server.close();
        server = TestServer.start();

        ClientRun imported = silence("import", file.toString());

        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(imported.out().lines()).hasSize(2);
        assertThat(imported.err()).contains("tocsin: 2 of 2 silences imported");
        assertThat(withoutIds(silence("export").accepted())).isEqualTo(withoutIds(exported));
    }

    private static List<JsonObject> withoutIds(String exported) {
        return new JsonArray(exported)
                .stream()
                        .map(JsonObject.class::cast)
                        .peek(silence -> silence.remove("id"))
                        .toList();
    }

    @Test
    void import_changes_what_the_server_knows_unless_it_is_forced() {
        String id = add("High");
        String exported = silence("export").accepted();

        assertThat(silenceWithInput(exported, "import").accepted().strip()).isEqualTo(id);
        String forced =
                silenceWithInput(exported, "import", "--force", "-").accepted().strip();

        assertThat(forced).isNotEqualTo(id);
        assertThat(new JsonArray(silence("export").accepted())).hasSize(2);
    }

    @Test
    void import_goes_on_after_a_failure_and_says_which_one_and_why() {
        String id = add("High");
        JsonObject good = stored(id);
        JsonObject past = good.copy()
                .put("id", NOBODY)
                .put("endsAt", "2026-03-01T11:00:00Z")
                .put("startsAt", "2026-03-01T10:00:00Z")
                .put("comment", "long ago");
        JsonArray all =
                new JsonArray().add(past).add(5).add(good).add(good.copy().putNull("matchers"));

        ClientRun run = silenceWithInput(all.encode(), "import", "--worker=2");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().strip()).isEqualTo(id);
        assertThat(run.err())
                .contains(
                        "silence 1 " + NOBODY + " (long ago): Failed to create silence: end time can't be in the past")
                .contains("silence 2: not a JSON object")
                .contains("silence 4 " + id + " (works): matchers in body is required")
                .contains("tocsin: 1 of 4 silences imported");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nonsense       | standard input: not a JSON list of silences
            {"a":1}        | standard input: not a JSON list of silences
            """)
    void what_is_no_export_is_1(String input, String message) {
        ClientRun run = silenceWithInput(input, "import");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(message);
        assertThat(silence("import", directory.resolve("none").toString()).err())
                .contains("none: no such file");
    }
}
