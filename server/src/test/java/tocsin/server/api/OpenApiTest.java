package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.server.contract.Contract;

/** The documents say what is really answered. */
class OpenApiTest {
    private static final String DOCUMENTS = "/api/tocsin/v1/openapi/";
    private static final String ALERT = """
            [{"labels": {"alertname": "Full", "disk": "sda"}, "annotations": {"summary": "s"}, "generatorURL": "/g"}]""";
    private static final String SILENCE = """
            {"matchers": [{"name": "disk", "value": "sda", "isRegex": false}], "startsAt": "2026-03-01T12:00:00Z",
             "endsAt": "2026-03-01T14:00:00Z", "createdBy": "ann", "comment": "new disks"}""";

    @ParameterizedTest
    @ValueSource(strings = {"tocsin-v1.yaml", "alertmanager-v2.yaml"})
    void documents_are_served_as_they_are(String name) throws IOException {
        try (TestServer server = TestServer.start()) {
            HttpResponse<String> answer = server.get(DOCUMENTS + name);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
            assertThat(answer.body()).isEqualTo(text(name));
        }
    }

    @Test
    void every_answer_of_the_contract_is_as_the_document_says() throws IOException {
        OpenApiDocument document = OpenApiDocument.parse(text("alertmanager-v2.yaml"));
        List<String> problems = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();

        new Contract(Path.of("")).eachAnswer(ContractTest.InProcess::new, (method, target, answer) -> {
            String path = target.replaceFirst("[?].*", "").replaceFirst("(?<=.)/$", "");
            if (document.describes(method, path)) {
                seen.add(method + " " + answer.status());
                document.problems(method, path, answer.status(), answer.contentType(), answer.body())
                        .forEach(problem -> problems.add("%s %s: %s".formatted(method, target, problem)));
            }
        });

        assertThat(problems).isEmpty();
        assertThat(seen).contains("GET 200", "GET 400", "GET 404", "GET 422", "POST 200", "POST 400", "DELETE 200");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /api/tocsin/v1/explain?label=alertname=Full&label=disk=sda                      | 200
                    GET  | /api/tocsin/v1/explain?fingerprint=FINGERPRINT                                  | 200
                    GET  | /api/tocsin/v1/explain?label=alertname=Unheard                                  | 200
                    GET  | /api/tocsin/v1/explain?label=alertname=Full&at=2026-03-01T11:00:00Z             | 404
                    GET  | /api/tocsin/v1/explain?fingerprint=0123456789abcdef                             | 404
                    GET  | /api/tocsin/v1/explain                                                          | 400
                    GET  | /api/tocsin/v1/explain?label=alertname=Full&at=2036-03-01T11:00:00Z             | 400
                    GET  | /api/tocsin/v1/notifications                                                    | 200
                    GET  | /api/tocsin/v1/receivers                                                        | 200
                    POST | /api/tocsin/v1/receivers/nobody/test                                            | 400
                    GET  | /api/tocsin/v1/notifications?limit=0                                            | 400
                    GET  | /api/tocsin/v1/notifications?outcome=lost                                       | 400
                    GET  | /api/tocsin/v1/routes/match?label=alertname=Full                                | 200
                    GET  | /api/tocsin/v1/routes/match?label=Full                                          | 400
                    GET  | /api/tocsin/v1/silences/audit                                                   | 200
                    GET  | /api/tocsin/v1/silences/audit?limit=1                                           | 200
                    GET  | /api/tocsin/v1/silences/audit?limit=many                                        | 400
                    POST | /api/tocsin/v1/silences/preview                                                 | 200
                    POST | /api/tocsin/v1/silences/preview?limit=0                                         | 200
                    POST | /api/tocsin/v1/silences/preview?limit=-1                                        | 400
                    GET  | /api/tocsin/v1/openapi/tocsin-v1.yaml                                           | skipped
                    GET  | /api/tocsin/v1/openapi/alertmanager-v2.yaml                                     | skipped
                    """)
    void what_our_own_api_answers_is_as_its_document_says(String method, String target, String status)
            throws IOException {
        OpenApiDocument document = OpenApiDocument.parse(text("tocsin-v1.yaml"));
        String path = target.replaceFirst("[?].*", "");
        assertThat(document.describes(method, path)).isTrue();
        if (status.equals("skipped")) {
            return;
        }
        try (TestServer server = TestServer.start()) {
            server.intake = alerts -> server.routing.ask(router -> Future.succeededFuture(router.post(alerts)));
            server.post(ALERT);
            server.post("/api/v2/silences", SILENCE);

            String fingerprint =
                    server.get("/api/v2/alerts").body().replaceFirst("(?s).*\"fingerprint\":\"(\\w+)\".*", "$1");
            HttpResponse<String> answer = method.equals("GET")
                    ? server.get(target.replace("FINGERPRINT", fingerprint))
                    : server.post(target, SILENCE);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(Integer.parseInt(status));
            assertThat(document.problems(
                            method,
                            path,
                            answer.statusCode(),
                            answer.headers().firstValue("Content-Type").orElse(""),
                            answer.body()))
                    .isEmpty();
        }
    }

    @Test
    void an_answer_that_the_document_does_not_describe_is_noticed() throws IOException {
        OpenApiDocument document = OpenApiDocument.parse(text("alertmanager-v2.yaml"));
        String json = "application/json";

        assertThat(document.problems("GET", "/api/v2/status", 200, json, "{}")).isNotEmpty();
        assertThat(document.problems("GET", "/api/v2/alerts", 200, json, "[{\"labels\":{}}]"))
                .isNotEmpty();
        assertThat(document.problems("GET", "/api/v2/alerts", 418, json, "[]")).isNotEmpty();
        assertThat(document.problems("GET", "/api/v2/alerts", 200, "text/plain", "[]"))
                .isNotEmpty();
        assertThat(document.problems("GET", "/api/v2/silence/x", 404, "", "text"))
                .isNotEmpty();
    }

    static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
