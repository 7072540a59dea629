package tocsin.server.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageSinkTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final int port = new MessageSink(vertx, received::add).listen().await();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void slack_answers_ok_and_shows_the_attachment() throws Exception {
        HttpResponse<String> answer = post("/slack/incidents", """
                {"channel": "#incidents", "username": "Tocsin", "attachments": [
                  {"color": "danger", "title": "[FIRING:1] ApiDown", "title_link": "http://x/", "text": "down",
                   "fields": [{"title": "Team", "value": "api", "short": true}]}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(received)
                .containsExactly(new Message.SlackPost(
                        "#incidents",
                        "Tocsin",
                        "",
                        List.of(new Message.Attachment(
                                "danger",
                                "",
                                "[FIRING:1] ApiDown",
                                "http://x/",
                                "down",
                                "",
                                List.of(new Message.Field("Team", "api", true))))));
    }

    @Test
    void a_webhook_is_answered_with_json_and_shown_with_its_alerts() throws Exception {
        String payload = """
                {"status": "firing", "notification_reason": "first_notification", "alerts": [
                  {"status": "firing", "labels": {"alertname": "ApiDown"}, "annotations": {"summary": "down"}}]}""";

        HttpResponse<String> answer = post("/audit", payload);

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("received");
        assertThat(received)
                .containsExactly(new Message.WebhookCall(
                        "/audit",
                        "FIRING",
                        "first_notification",
                        List.of(new Message.CalledAlert("firing", Map.of("alertname", "ApiDown"), "down")),
                        new JsonObject(payload).encodePrettily()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    /audit          | nonsense                | 400
                    /audit          | []                      | 400
                    /slack/api      | ''                      | 400
                    /slack/api      | {"attachments": "none"} | 200
                    /slack/api      | {"attachments": [1,{}]} | 200
                    /audit          | {"alerts": {"a": 1}}    | 200
                    /audit          | {"alerts": [{"labels": [], "status": 7}]} | 200
                    """)
    void what_is_unlike_a_message_breaks_nothing(String path, String body, int status) throws Exception {
        assertThat(post(path, body).statusCode()).isEqualTo(status);
        assertThat(received)
                .singleElement()
                .matches(message -> message instanceof Message.Unreadable == (status == 400));
    }

    @Test
    void a_body_that_is_too_large_is_refused() throws Exception {
        HttpResponse<String> answer = post("/audit", " ".repeat(MessageSink.MOST_BYTES + 1));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(received).singleElement().isInstanceOf(Message.Unreadable.class);
    }

    /** The whole of it never comes: it is refused when too much has come. */
    @Test
    void no_more_is_read_than_is_accepted() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("POST /audit HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[MessageSink.MOST_BYTES + 1]);
            socket.getOutputStream().flush();

            assertThat(firstLine(socket)).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void who_only_looks_is_told_to_post() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(url("/audit")).build();

        assertThat(HttpClient.newHttpClient().send(get, BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(url(path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(post, BodyHandlers.ofString());
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String firstLine(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        InputStream in = socket.getInputStream();
        return new String(in.readNBytes("HTTP/1.1 413".length()), StandardCharsets.US_ASCII);
    }
}
