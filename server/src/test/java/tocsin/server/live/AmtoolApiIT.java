package tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static Result amtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                amtool.toString(),
                "--alertmanager.url=" + Objects.requireNonNull(tocsin).url()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(directory, "amtool", ".err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
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
    }

    @Test
    void there_is_no_cluster() throws Exception {
        assertThat(amtool("cluster", "show").accepted()).contains("disabled");
    }
}
