package tocsin.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against a server with a certificate of its own for {@code inner.example} that also demands one of its clients. */
@TestInstance(Lifecycle.PER_CLASS)
class TlsTest {
    private static final String PASSWORD = "password";

    @TempDir
    static Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private @Nullable WireMockServer server;

    @BeforeAll
    void startServer() throws Exception {
        makePair("server", "inner.example");
        makePair("client", "client.example");
        makePair("other", "other.example");
        WireMockServer started = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(store("server").toString())
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD)
                .needClientAuth(true)
                .trustStorePath(store("client").toString())
                .trustStoreType("PKCS12")
                .trustStorePassword(PASSWORD));
        started.start();
        started.stubFor(any(anyUrl()).willReturn(aResponse().withBody("hello")));
        server = started;
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.stop();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    private static void makePair(String name, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keystore",
                        store(name).toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        write(name + ".crt", "CERTIFICATE", keys.getCertificate("it").getEncoded());
        write(
                name + ".key",
                "PRIVATE KEY",
                keys.getKey("it", PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(String file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                directory.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static SecretSource file(String name) {
        return new SecretSource.InFile(directory.resolve(name));
    }

    private static HttpClientConfig config(String ca, String client, String serverName) {
        return HttpClientConfig.DEFAULT.withTls(
                new TlsConfig(file(ca), file(client + ".crt"), file(client + ".key"), serverName, false, null, null));
    }

    private HttpSender open(HttpClientConfig config) throws HttpConfigException {
        return HttpSender.open(vertx, config, SenderSettings.of("test"));
    }

    private String get(HttpSender sender) {
        int port = server == null ? 0 : server.httpsPort();
        try {
            return sender.send(HttpCall.get("https://localhost:" + port + "/"))
                    .result()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS)
                    .text();
        } catch (ExecutionException e) {
            throw (HttpFailure) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void trusts_the_ca_checks_the_server_name_and_shows_its_certificate() throws HttpConfigException {
        assertThat(get(open(config("server.crt", "client", "inner.example")))).isEqualTo("hello");
    }

    @Test
    void refuses_a_certificate_for_another_name() throws HttpConfigException {
        HttpSender sender = open(config("server.crt", "client", ""));

        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> get(sender));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TLS);
    }

    @Test
    void uses_a_file_from_when_it_has_changed_and_the_former_while_it_is_broken() throws Exception {
        Files.copy(directory.resolve("other.crt"), directory.resolve("ca.crt"));
        HttpSender sender = open(config("ca.crt", "client", "inner.example"));
        HttpFailure before = catchThrowableOfType(HttpFailure.class, () -> get(sender));

        Files.writeString(directory.resolve("ca.crt"), Files.readString(directory.resolve("server.crt")));
        String after = get(sender);
        Files.writeString(directory.resolve("ca.crt"), "half a fi");

        assertThat(before.kind()).isEqualTo(HttpFailure.Kind.TLS);
        assertThat(after).isEqualTo("hello");
        assertThat(get(sender)).isEqualTo("hello");
    }

    private static TlsConfig tls(String serverName, boolean insecure) {
        return new TlsConfig(
                file("server.crt"), file("client.crt"), file("client.key"), serverName, insecure, null, null);
    }

    /** The name for which the server shows a certificate, read over a blocking socket. */
    private String shown(TlsConfig config) throws Exception {
        int port = server == null ? 0 : server.httpsPort();
        try (Socket plain = new Socket("localhost", port);
                SSLSocket socket = TlsSockets.open(vertx, config).over(plain, "localhost")) {
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    @Test
    void blocking_sockets_know_the_same_names_and_certificates() throws Exception {
        assertThat(shown(tls("inner.example", false))).isEqualTo("CN=inner.example");
        assertThat(shown(tls("", true))).isEqualTo("CN=inner.example");
        assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> shown(tls("", false)));
    }

    @Test
    void blocking_sockets_are_refused_when_no_file_is_there() {
        TlsConfig config = new TlsConfig(file("none.crt"), null, null, "", false, null, null);

        assertThatExceptionOfType(HttpConfigException.class)
                .isThrownBy(() -> TlsSockets.open(vertx, config))
                .withMessageStartingWith("tls_config: cannot read the ca: no such file:");
    }
}
