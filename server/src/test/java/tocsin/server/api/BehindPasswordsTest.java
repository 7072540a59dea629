package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is served needs the password when there is one. */
class BehindPasswordsTest {
    /** {@code alice:sécre}. */
    private static final String AUTHORIZATION = "Basic YWxpY2U6c8OpY3Jl";

    @TempDir
    private Path directory = Path.of("");

    private @Nullable TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.startBehind(Files.writeString(directory.resolve("web.yml"), """
                basic_auth_users: {alice: $2b$04$abcdefghijklmnopqrstuumVR7FiWgkOIuX8DGrlf1qwlanvgY40q}
                http_server_config: {headers: {X-Frame-Options: deny}}
                """));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/-/healthy",
                "/-/ready",
                "/metrics",
                "/api/v1/rules",
                "/api/v2/alerts",
                "/api/v2/alerts/",
                "/api/v2/nothing",
                "/nothing",
                "/",
                "//api/v2/status"
            })
    void every_path_needs_it(String path) {
        TestServer running = Objects.requireNonNull(server);

        HttpResponse<String> refused = running.get(path);
        HttpResponse<String> passed = running.send(running.request(path).header("Authorization", AUTHORIZATION));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).isEqualTo("Unauthorized\n");
        assertThat(passed.statusCode()).isNotEqualTo(401);
        assertThat(passed.headers().firstValue("X-Frame-Options")).contains("deny");
    }
}
