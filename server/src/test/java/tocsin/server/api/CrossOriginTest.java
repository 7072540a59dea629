package tocsin.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers are told about pages of other origins, and other rules that hold for the whole API. */
class CrossOriginTest {
    private static final String ALLOW = "access-control-allow-origin";

    private final TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    /** By socket, since Java's client does not send these headers. */
    private String preflight(String method, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            ("OPTIONS /api/v2/silences HTTP/1.1\r\nHost: x\r\nOrigin: http://evil\r\nConnection: close\r\n"
                                            + "Access-Control-Request-Method: " + method + "\r\n"
                                            + (headers.isEmpty()
                                                    ? ""
                                                    : "Access-Control-Request-Headers: " + headers + "\r\n")
                                            + "\r\n")
                                    .getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @ParameterizedTest(name = "{0} with {1} is allowed: {2}")
    @CsvSource(textBlock = """
            GET,    '',                              true
            GET,    'accept,content-type',           true
            GET,    'accept, content-type, x-requested-with', true
            GET,    'content-type,accept',           false
            GET,    Accept,                          false
            GET,    authorization,                   false
            HEAD,   '',                              true
            POST,   content-type,                    false
            DELETE, '',                              false
            """)
    void a_page_of_another_origin_may_only_read(String method, String headers, boolean allowed) throws IOException {
        String answer = preflight(method, headers);

        assertThat(answer)
                .startsWith("HTTP/1.1 204 ")
                .containsIgnoringCase("Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers\r\n")
                .doesNotContainIgnoringCase("cache-control");
        assertThat(answer.toLowerCase(Locale.ROOT).contains(ALLOW + ": *")).isEqualTo(allowed);
    }

    private static String raw(TestServer server, String method, String... headers) {
        return RawClient.exchange(
                server,
                method + " /api/v2/silences HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + String.join("\r\n", headers)
                        + "\r\n\r\n");
    }

    @ParameterizedTest(name = "{0} asks for {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            https://karma.example | GET    | true
            https://karma.example | HEAD   | true
            https://karma.example | POST   | true
            https://karma.example | DELETE | true
            https://karma.example | PUT    | false
            https://evil.example  | GET    | false
            https://evil.example  | DELETE | false
            null                  | POST   | false
            """)
    void an_origin_that_is_named_may_do_everything_and_no_other_anything(
            String origin, String method, boolean allowed) {
        try (TestServer named = TestServer.startFor("https://karma.example"::equals)) {
            String preflight = raw(named, "OPTIONS", "Origin: " + origin, "Access-Control-Request-Method: " + method);
            String actual = raw(named, method, "Origin: " + origin);

            assertThat(preflight)
                    .startsWith("HTTP/1.1 204 ")
                    .contains("Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers\r\n");
            assertThat(preflight.contains("Access-Control-Allow-Origin: https://karma.example\r\n"))
                    .isEqualTo(allowed);
            assertThat(preflight.contains("Access-Control-Allow-Methods: " + method + "\r\n"))
                    .isEqualTo(allowed);
            assertThat(actual).contains("\r\nVary: Origin\r\n").doesNotContain("Access-Control-Allow-Origin: *");
            assertThat(actual.contains("Access-Control-Allow-Origin: https://karma.example\r\n"))
                    .isEqualTo(allowed);
        }
    }

    @Test
    void what_the_other_API_tells_depends_on_the_origin_as_well() {
        try (TestServer named = TestServer.startFor("https://karma.example"::equals)) {
            HttpResponse<String> answer =
                    named.send(named.request("/api/v1/rules").header("Origin", "https://karma.example"));

            assertThat(answer.headers().firstValue(ALLOW)).contains("https://karma.example");
            assertThat(answer.headers().allValues("Vary")).contains("Origin");
        }
    }

    @Test
    void the_answer_to_a_GET_may_be_seen_by_every_origin_and_that_to_a_POST_by_none() {
        HttpResponse<String> get = server.send(
                server.request("/api/v2/silences").header("Origin", "http://x").GET());
        HttpResponse<String> post = server.send(server.request("/api/v2/alerts")
                .header("Origin", "http://x")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("[]")));

        assertThat(get.headers().firstValue(ALLOW)).contains("*");
        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(post.headers().firstValue(ALLOW)).isEqualTo(Optional.empty());
        assertThat(server.get("/api/v2/silences").headers().firstValue(ALLOW)).isEqualTo(Optional.empty());
    }

    @Test
    void a_GET_that_does_not_take_json_is_406() {
        HttpResponse<String> answer = server.send(
                server.request("/api/v2/silences").header("Accept", "text/html").GET());

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"code\":406,\"message\":\"unsupported media type requested, only [application/json] are available\"}");
    }

    @Test
    void a_parameter_that_cannot_be_decoded_is_400() {
        assertThat(rawGet("/api/v2/silences?filter=%zz")).startsWith("HTTP/1.1 400 ");
    }

    private String rawGet(String target) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    @Test
    void the_base_path_without_its_slash_redirects_to_a_404() {
        HttpResponse<String> answer = server.get("/api/v2");

        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location")).contains("/api/v2/");
        assertThat(server.get("/api/v2/").body())
                .isEqualTo("{\"code\":404,\"message\":\"path /api/v2/ was not found\"}");
    }
}
