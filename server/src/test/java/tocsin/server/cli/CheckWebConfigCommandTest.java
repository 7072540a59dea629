package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckWebConfigCommandTest {
    private static final String GOOD = """
            basic_auth_users:
              alice: $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi
            rate_limit: {interval: 1s, burst: 5}
            """;

    @TempDir
    private Path directory = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static RecordedCommand webConfig(String... arguments) {
        return RecordedCommand.check(
                Stream.concat(Stream.of("web-config"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void a_good_file_is_0_and_says_what_it_turns_on() throws IOException {
        String good = file("good.yml", GOOD);

        RecordedCommand done = webConfig(good);

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out()).isEqualTo(good + ": SUCCESS: plain HTTP, 1 user, a rate limit%n".formatted());
        assertThat(done.err()).isEmpty();
    }

    @Test
    void a_file_with_problems_is_1_and_all_are_told_without_secrets() throws IOException {
        String bad = file("bad.yml", """
                tls_server_config: {cert_file: none.crt, key_file: none.key}
                basic_auth_users: {alice: hunter2}
                """);

        RecordedCommand done = webConfig(bad);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out())
                .contains(
                        bad + ":1:32: `cert_file`: cannot be read: no such file: ",
                        bad + ":1:52: `key_file`: cannot be read: no such file: ",
                        bad + ":2:27: user `alice`: not a bcrypt hash",
                        bad + ": FAILED")
                .doesNotContain("hunter2");
    }

    @Test
    void a_warning_alone_is_0() throws IOException {
        String empty = file("empty.yml", "");

        RecordedCommand done = webConfig(empty);

        assertThat(done.status()).isEqualTo(0);
        assertThat(done.out()).contains("empty.yml: warning: is empty: HTTP stays plain", "SUCCESS");
    }

    @Test
    void a_missing_file_is_1() {
        RecordedCommand done = webConfig(directory.resolve("none.yml").toString());

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out()).contains("none.yml: no such file", "none.yml: FAILED");
    }

    @Test
    void json_lists_the_problems() throws IOException {
        RecordedCommand done = webConfig("--output=json", file("bad.yml", "users: {}"));

        assertThat(done.status()).isEqualTo(1);
        assertThat(new JsonArray(done.out())).singleElement().isInstanceOfSatisfying(JsonObject.class, problem -> {
            assertThat(problem.getString("severity")).isEqualTo("error");
            assertThat(problem.getInteger("line")).isEqualTo(1);
        });
    }

    @Test
    void no_file_is_wrong_usage() {
        assertThat(webConfig().status()).isEqualTo(2);
    }
}
