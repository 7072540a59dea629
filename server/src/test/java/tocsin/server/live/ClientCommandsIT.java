package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.server.webconfig.TestCertificates;

/** The commands that ask a running server, through TLS and a password, as the README and the how-tos show them. */
class ClientCommandsIT {
    private static final String ROUTING = """
            route: {receiver: ops, group_by: [alertname], group_wait: 1h}
            receivers:
            - name: ops
              webhook_configs: [{url: 'http://127.0.0.1:1/'}]
            """;

    @TempDir
    static Path directory = Path.of("");

    private static @Nullable TocsinProcess tocsin;

    @BeforeAll
    static void start() throws IOException, InterruptedException, GeneralSecurityException {
        TestCertificates.Issued certificate = TestCertificates.selfSigned("tocsin", "IP:127.0.0.1");
        Files.writeString(directory.resolve("tocsin.crt"), certificate.certificatePem());
        Files.writeString(directory.resolve("tocsin.key"), certificate.keyPem());
        String hash = BCrypt.withDefaults().hashToString(4, "s3cret".toCharArray());
        Path web = Files.writeString(directory.resolve("web.yml"), """
                tls_server_config: {cert_file: tocsin.crt, key_file: tocsin.key}
                basic_auth_users: {ann: '%s'}
                """.formatted(hash));
        httpConfig("ann", "s3cret");
        httpConfig("stranger", "guessed");

        assertThat(command("check", "web-config", web.toString()).status()).isEqualTo(0);
        tocsin = TocsinProcess.run(
                directory,
                Setup.configOption(directory, ROUTING),
                "--web.config.file=" + web,
                "--silences.max-duration=3d");
    }

    @AfterAll
    static void stop() {
        if (tocsin != null) {
            tocsin.close();
        }
    }

    private record Result(int status, List<String> out, String err) {
        List<String> accepted() {
            assertThat(status).as("%s%s", out, err).isEqualTo(0);
            return out;
        }
    }

    private static Result command(String... arguments) throws IOException, InterruptedException {
        try (LiveProcess process = TocsinProcess.launch(directory, arguments)) {
            int status = process.exitStatus();
            return new Result(status, List.copyOf(process.out()), String.join("\n", process.err()));
        }
    }

    private static void httpConfig(String user, String password) throws IOException {
        Files.writeString(directory.resolve(user + ".yml"), """
                tls_config: {ca_file: tocsin.crt}
                basic_auth: {username: ann, password: %s}
                """.formatted(password));
    }

    private static Result ask(String... arguments) throws IOException, InterruptedException {
        return askAs("ann", arguments);
    }

    private static Result askAs(String user, String... arguments) throws IOException, InterruptedException {
        String address = Objects.requireNonNull(tocsin).url().getAuthority();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url=https://" + address);
        all.add("--http.config.file=" + directory.resolve(user + ".yml"));
        return command(all.toArray(String[]::new));
    }

    @Test
    void a_silence_lives_on_the_command_line() throws IOException, InterruptedException {
        ask("alerts", "add", "DiskFull", "instance=db1").accepted();

        List<String> made = ask(
                        "silence",
                        "add",
                        "--author=bob",
                        "--comment=new disks",
                        "--duration=2h30m",
                        "DiskFull",
                        "instance=db1")
                .accepted();

        assertThat(made).singleElement().asString().hasSize(36);
        String id = made.get(0);
        assertThat(ask("silence", "query", "-q", "instance=db1").accepted()).containsExactly(id);
        JsonObject silence =
                new JsonArray(String.join("", ask("silence", "export").accepted())).getJsonObject(0);
        assertThat(silence.getString("createdBy")).isEqualTo("bob");
        assertThat(String.join("\n", ask("alerts", "--silenced").accepted())).contains("DiskFull", "suppressed");
        assertThat(String.join(
                        "\n",
                        ask("explain", "alertname=DiskFull", "instance=db1").accepted()))
                .contains("silence", id);

        ask("silence", "expire", id).accepted();

        assertThat(ask("silence", "query", "-q").accepted()).doesNotContain(id);
        assertThat(Objects.requireNonNull(tocsin).log())
                .anyMatch(line -> line.contains("component=silence") && line.contains("user=ann") && line.contains(id));
    }

    @Test
    void what_is_refused_says_why() throws IOException, InterruptedException {
        Result tooLong = ask("silence", "add", "--comment=x", "--duration=4d", "a=b");
        Result stranger = askAs("stranger", "alerts");
        Result nowhere = command("alerts", "--url=http://127.0.0.1:" + Programs.freePort());

        assertThat(tooLong.status()).isEqualTo(1);
        assertThat(tooLong.err()).contains("3d");
        assertThat(stranger.status()).isEqualTo(1);
        assertThat(stranger.err()).contains("401").doesNotContain("guessed");
        assertThat(nowhere.status()).isEqualTo(3);
    }
}
