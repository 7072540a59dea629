package tocsin.server.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Labels;
import tocsin.server.api.TestServer;

/** Alerts on the command line, and servers that are away, wrong, or no Tocsin. */
class ServerErrorsTest {
    private final WireMockServer stub =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void start() {
        stub.start();
    }

    @AfterEach
    void stop() {
        stub.stop();
    }

    private String url() {
        return "http://127.0.0.1:" + stub.port();
    }

    @Test
    void alerts_are_shown_by_state_and_receiver_below_a_path_prefix() {
        try (TestServer server = TestServer.start("/tocsin")) {
            String url = "--url=http://127.0.0.1:" + server.port() + "/tocsin/";
            server.routing.fires(Labels.of("alertname", "High", "i", "1"), Labels.of("alertname", "Low"));
            ClientRun.silence("add", url, "Low", "-c=x").accepted();

            assertThat(ClientRun.alerts(url).accepted().lines())
                    .hasSize(2)
                    .first()
                    .isEqualTo("Alertname  Starts At                Summary  State");
            assertThat(ClientRun.alerts(url).accepted()).contains("High").doesNotContain("Low");
            assertThat(ClientRun.alerts("query", url, "-s").accepted()).contains("Low", "suppressed");
            assertThat(ClientRun.alerts("query", url, "High", "i=2").accepted()).doesNotContain("High");
            assertThat(ClientRun.alerts(url, "--receiver=o.*").accepted()).contains("High");
            assertThat(ClientRun.alerts(url, "--receiver=o").accepted()).doesNotContain("High");
            assertThat(ClientRun.alerts(url, "-o=json").accepted()).startsWith("[{\"annotations\":{}");
            ClientRun regex = ClientRun.alerts(url, "--receiver=[");
            assertThat(regex.status()).isEqualTo(1);
            assertThat(regex.err()).contains("failed to parse receiver param");
        }
    }

    @Test
    void an_alert_is_added() {
        try (TestServer server = TestServer.start()) {
            String url = "--url=http://127.0.0.1:" + server.port();

            ClientRun run = ClientRun.alerts("add", url, "High", "i=1", "--annotation=summary=It is high");

            assertThat(run).isEqualTo(new ClientRun(0, "", ""));
            assertThat(server.received.get(0).labels()).isEqualTo(Labels.of("alertname", "High", "i", "1"));
            ClientRun notLabel = ClientRun.alerts("add", url, "High", "i=~1");
            assertThat(notLabel.status()).isEqualTo(2);
            assertThat(notLabel.err()).contains("is not a label");
        }
    }

    @Test
    void a_server_that_is_not_there_is_3_with_what_to_check() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        ClientRun run = ClientRun.alerts("--url=http://ann:s3cret@127.0.0.1:" + port, "a=b");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains("/api/v2/alerts: cannot connect", "is Tocsin running there?", "--url or TOCSIN_URL")
                .doesNotContain("s3cret", "active=");
    }

    @Test
    void a_url_that_is_none_is_2() {
        ClientRun run = ClientRun.alerts("--url=ftp://host");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--url: not an absolute http or https URL");
    }

    @ParameterizedTest(name = "{0} {1} is {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            401 | Unauthorized                      | 1 | Unauthorized (HTTP status 401); give credentials, in --url
            403 | ''                                | 1 | HTTP status 403
            404 | 404 page not found                | 1 | does --url lack a path prefix
            400 | "bad matcher format: x"           | 1 | : bad matcher format: x
            422 | {"code":602,"message":"missing"}  | 1 | missing (HTTP status 422)
            429 | Too Many Requests                 | 1 | Too Many Requests
            500 | "internal error"                  | 3 | internal error (HTTP status 500)
            503 | {"code":503,"message":"starting"} | 3 | starting (HTTP status 503)
            200 | <html>                            | 3 | the answer is not JSON; does --url name Tocsin
            200 | {}                                | 3 | the answer is not a list
            """)
    void other_answers_are_told_in_the_servers_words(int status, String body, int exit, String message) {
        stub.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withBody(body.replace("''", ""))));

        ClientRun run = ClientRun.alerts("--url=" + url());

        assertThat(run.status()).isEqualTo(exit);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("tocsin: GET " + url() + "/api/v2/alerts: ")
                .contains(message);
    }

    @Test
    void a_server_that_says_nothing_is_3_in_time() {
        stub.stubFor(any(anyUrl()).willReturn(okJson("[]").withFixedDelay(5_000)));

        ClientRun run = ClientRun.alerts("--url=" + url(), "--timeout=100ms");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("--timeout allows longer");
    }

    @Test
    void an_import_prints_what_was_made_beside_one_that_got_no_answer() {
        stub.stubFor(post(urlPathEqualTo("/api/v2/silences")).willReturn(okJson("{\"silenceID\":\"the-id\"}")));
        stub.stubFor(post(urlPathEqualTo("/api/v2/silences"))
                .withRequestBody(containing("slow"))
                .willReturn(okJson("{}").withFixedDelay(5_000)));

        ClientRun run = ClientRun.silenceWithInput(
                "[{\"comment\":\"slow\"},{\"comment\":\"fast\"}]", "import", "--url=" + url(), "--timeout=500ms");

        assertThat(run.out().strip()).isEqualTo("the-id");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("--timeout allows longer");
    }

    @Test
    void an_import_that_the_server_is_not_able_to_do_is_3() {
        stub.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503).withBody("\"starting\"")));

        ClientRun run = ClientRun.silenceWithInput("[{\"comment\":\"x\"}]", "import", "--url=" + url());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("silence 1 (x): starting (HTTP status 503)", "0 of 1 silences imported");
    }

    @Test
    void a_preview_that_takes_too_long_keeps_nobody_from_silencing() {
        stub.stubFor(any(anyUrl()).willReturn(okJson("{}").withFixedDelay(5_000)));
        stub.stubFor(post(urlPathEqualTo("/api/v2/silences")).willReturn(okJson("{\"silenceID\":\"the-id\"}")));

        ClientRun run = ClientRun.silence("add", "--url=" + url(), "High", "-c=x", "--timeout=500ms");

        assertThat(run.accepted().strip()).isEqualTo("the-id");
        assertThat(run.err()).startsWith("tocsin: silences until ");
    }

    @Test
    void an_Alertmanager_takes_silences_but_has_no_preview() {
        stub.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404).withBody("404 page not found\n")));
        stub.stubFor(post(urlPathEqualTo("/api/v2/silences")).willReturn(okJson("{\"silenceID\":\"the-id\"}")));

        ClientRun added = ClientRun.silence("add", "--url=" + url(), "High", "-c=x");
        ClientRun rehearsed = ClientRun.silence("add", "--url=" + url(), "High", "-c=x", "--dry-run");

        assertThat(added.accepted().strip()).isEqualTo("the-id");
        assertThat(added.err()).startsWith("tocsin: silences until ").doesNotContain("warning");
        assertThat(rehearsed.status()).isEqualTo(3);
        assertThat(rehearsed.err()).contains("this server has no preview");
    }

    @Test
    void credentials_come_from_the_url_or_from_a_file_and_not_from_both() throws IOException {
        stub.stubFor(any(anyUrl()).willReturn(okJson("[]")));
        Path file = Files.writeString(directory.resolve("http.yml"), "basic_auth: {username: bob, password: pw}\n");
        String option = "--http.config.file=" + file;
        String withUser = "--url=http://ann:pw@127.0.0.1:" + stub.port();

        ClientRun.alerts(withUser).accepted();
        ClientRun.alerts("--url=" + url(), option).accepted();
        ClientRun both = ClientRun.alerts(withUser, option);
        Files.writeString(file, "basic_aut: {}\n");
        ClientRun misspelt = ClientRun.alerts("--url=" + url(), option);

        stub.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Basic YW5uOnB3")));
        stub.verify(1, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Basic Ym9iOnB3")));
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).contains("exclude each other");
        assertThat(misspelt.status()).isEqualTo(1);
        assertThat(misspelt.err()).contains("http.yml:1:1", "basic_aut");
    }
}
