package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.FlushRecord;

class NotificationsApiTest {
    private static final String PATH = "/api/tocsin/v1/notifications";
    private static final Labels DOWN = Labels.of("alertname", "Down", "instance", "a");
    private static final IntegrationId HOOK = new IntegrationId("ops", "webhook", 0);
    private static final IntegrationId MAIL = new IntegrationId("ops", "email", 0);
    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final TestServer server = TestServer.start();

    @BeforeEach
    void three_flushes_of_which_one_is_quiet() {
        flush(1, "ops", List.of(new MemberChange(DOWN, MemberChange.Kind.JOINED, true)), delivered(HOOK), failed());
        flush(2, "ops", List.of(), new Decision.NothingNew(HOOK));
        flush(3, "db", List.of(), new Decision.Stopped(HOOK, NotifyReason.REPEAT_INTERVAL_ELAPSED, 2));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Decision delivered(IntegrationId id) {
        return new Decision.Delivered(id, NotifyReason.FIRST_NOTIFICATION, 1, true, List.of("template failed"));
    }

    private static Decision failed() {
        return new Decision.NotDelivered(MAIL, NotifyReason.FIRST_NOTIFICATION, 3, FailureReason.AUTH_ERROR, "535");
    }

    private void flush(int number, String receiver, List<MemberChange> changes, Decision... decisions) {
        new DecisionLog(server.routing.log)
                .record(new FlushRecord(
                        T0.plusSeconds(number),
                        new GroupId("{}/0", Labels.of("alertname", "Down")),
                        "{}",
                        "{}:{alertname=\"Down\"}" + receiver,
                        receiver,
                        number,
                        2,
                        1,
                        changes,
                        List.of(decisions)));
    }

    private JsonObject page(String query) {
        HttpResponse<String> answer = server.get(PATH + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static List<String> lines(JsonObject page) {
        JsonArray items = page.getJsonArray("notifications");
        return items.stream()
                .map(JsonObject.class::cast)
                .map(item -> item.getInteger("flush") + " " + item.getString("integration") + " "
                        + item.getString("outcome"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ?receiver=db                     | 3 ops/webhook/0 stopped
                    ?integration=ops/email/0         | 1 ops/email/0 failed
                    ?outcome=delivered               | 1 ops/webhook/0 delivered
                    ?to=2026-03-01T10:00:02Z         | 1 ops/webhook/0 delivered,1 ops/email/0 failed
                    ?from=2026-03-01T10:00:02Z       | 3 ops/webhook/0 stopped
                    ?groupKey=%7B%7D:%7Balertname=%22Down%22%7Ddb | 3 ops/webhook/0 stopped
                    ?receiver=nobody                 | ``
                    """)
    void filters_choose_among_outcomes(String query, String expected) {
        assertThat(String.join(",", lines(page(query)))).isEqualTo(expected);
        assertThat(page(query).getString("next")).isNull();
    }

    @Test
    void an_alert_finds_the_flushes_in_which_it_was_new() {
        assertThat(lines(page("?fingerprint=" + DOWN.fingerprint())))
                .containsExactly("1 ops/webhook/0 delivered", "1 ops/email/0 failed");
    }

    @Test
    void pages_follow_each_other_without_gap_or_repeat_also_inside_a_flush() {
        List<String> all = new ArrayList<>();
        String next = "";
        for (int i = 0; i < 4 && next != null; i++) {
            JsonObject page = page("?limit=1" + (next.isEmpty() ? "" : "&cursor=" + next));
            all.addAll(lines(page));
            next = page.getString("next");
        }

        assertThat(next).isNull();
        assertThat(all)
                .isEqualTo(lines(page("")))
                .containsExactly("3 ops/webhook/0 stopped", "1 ops/webhook/0 delivered", "1 ops/email/0 failed");
    }

    @Test
    void a_dry_run_says_that_nothing_was_sent() {
        assertThat(page("").getBoolean("dryRun")).isFalse();
        try (TestServer dry = TestServer.startInDryRun()) {
            assertThat(new JsonObject(dry.get(PATH).body()).getBoolean("dryRun"))
                    .isTrue();
        }
    }

    @Test
    void what_is_listed_is_as_the_document_says() throws IOException {
        HttpResponse<String> answer = server.get(PATH);

        assertThat(document().problems("GET", PATH, 200, "application/json", answer.body()))
                .isEmpty();
        assertThat(answer.body())
                .contains("\"failure\":{\"reason\":\"authError\",\"message\":\"535\"}")
                .contains("\"unsureBefore\":true,\"notes\":[\"template failed\"]");
    }

    private static OpenApiDocument document() throws IOException {
        try (InputStream in = Objects.requireNonNull(OpenApi.class.getResourceAsStream("tocsin-v1.yaml"))) {
            return OpenApiDocument.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
