package tocsin.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.server.webconfig.TestCertificates;
import tocsin.server.webconfig.TestCertificates.Issued;

/** The server as browsers, Prometheus and Grafana speak to it over TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2Test {
    private static final String ALERTS = "[{\"labels\":{\"alertname\":\"x\"}}]";

    private TestServer server;
    private HttpClient client;

    @BeforeAll
    void start(@TempDir Path directory) throws GeneralSecurityException, IOException {
        Issued pair = TestCertificates.selfSigned("server", "ip:127.0.0.1");
        Files.writeString(directory.resolve("s.crt"), pair.certificatePem());
        Files.writeString(directory.resolve("s.key"), pair.keyPem());
        server = TestServer.startBehind(Files.writeString(
                directory.resolve("web.yml"), "tls_server_config: {cert_file: s.crt, key_file: s.key}"));
        client = HttpClient.newBuilder().sslContext(trusting(pair)).build();
    }

    @AfterAll
    void end() {
        server.close();
    }

    private static SSLContext trusting(Issued pair) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", pair.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + target));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return answer;
    }

    @Test
    void a_head_may_be_as_large_as_in_http_1() throws Exception {
        assertThat(send(request("/api/v2/alerts?x=" + "y".repeat(10_000))).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "a body of {0}, accepting {1}, is {2}")
    @CsvSource({
        "application/json, application/json, 200",
        "application/json, text/html, 200",
        "text/plain, application/json, 415",
    })
    void a_body_of_unknown_length_is_judged_as_any_other(String type, String accepted, int status) throws Exception {
        HttpResponse<String> answer = send(request("/api/v2/alerts")
                .header("Content-Type", type)
                .header("Accept", accepted)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(ALERTS.getBytes(UTF_8)))));

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void no_body_is_422() throws Exception {
        assertThat(send(request("/api/v2/alerts").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(422);
    }
}
