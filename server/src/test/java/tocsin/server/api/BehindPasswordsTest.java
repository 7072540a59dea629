package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.server.transport.HttpLimits;

/** Whatever is served needs the password when there is one. */
class BehindPasswordsTest {
    /** {@code alice:sécre}. */
    private static final String AUTHORIZATION = "Basic YWxpY2U6c8OpY3Jl";

    private static final String SLOW_HASH = "$2b$11$IXZXgvqZ41SqpYhXU/FTke791S2UfDVvvxpDs3dr/kMmTcC.heW0.";

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

    /** A comparison with this one takes a while. */
    private TestServer behindSlowHash() throws IOException {
        Objects.requireNonNull(server).close();
        TestServer slow =
                TestServer.startBehind(Files.writeString(directory.resolve("slow.yml"), """
                basic_auth_users: {alice: %s}
                """.formatted(SLOW_HASH)));
        server = slow;
        return slow;
    }

    @Test
    void who_may_not_get_anything_takes_no_place_of_those_who_may() throws IOException {
        TestServer running = behindSlowHash();
        HttpRequest.Builder allowed = running.request("/api/v2/alerts").header("Authorization", AUTHORIZATION);
        assertThat(running.send(allowed).statusCode()).isEqualTo(200);

        List<RawClient> guessing = new ArrayList<>();
        for (int guess = 0; guess < 5 * HttpLimits.defaultGets(); guess++) {
            guessing.add(RawClient.to(running)
                    .send("GET / HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n\r\n".formatted(basic("x:" + guess))));

            assertThat(running.send(allowed).statusCode()).isEqualTo(200);
        }
        guessing.forEach(RawClient::close);
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
