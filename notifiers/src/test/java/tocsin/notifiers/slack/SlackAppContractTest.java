package tocsin.notifiers.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class SlackAppContractTest extends HttpNotifierContract {
    private static final String POST = "/api/chat.postMessage";
    private static final String UPDATE = "/api/chat.update";
    private static final Map<String, String> FIRST = Map.of("channelId", "C1", "threadTs", "100.1");
    private static final ContractEntry ENTRY = ContractEntry.of(SlackKind::with, "app_token", "'%SECRET%'")
            .with("app_url", "'%SERVER%" + POST + "'")
            .with("channel", "'#ops'")
            .with("update_message", "true")
            .with("message_text", "'{{ range .Alerts }}{{ .Labels.instance }} {{ end }}'")
            .withTexts("title", "message_text");

    private final LocalService service;

    SlackAppContractTest(LocalService service) {
        super(ENTRY, service);
        this.service = service;
    }

    @Override
    protected String goldenDirectory() {
        return "slack-app";
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return json("{'ok':true,'channel':'C1','ts':'100.1','message':{'ts':'9.9','attachments':[]},"
                + "'response_metadata':{'warnings':['missing_charset']}}");
    }

    /** The token is one. */
    @Override
    protected boolean mayHaveCredentials() {
        return false;
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse()
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body.replace('\'', '"'));
    }

    private void answers(String path, ResponseDefinitionBuilder answer) {
        service.server().stubFor(post(urlEqualTo(path)).willReturn(answer));
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        String text = new JsonObject(request.getBodyAsString()).getString("text");
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3990, 4000);
    }

    private static Notification notification(NotifyReason reason, Map<String, String> receiverData) {
        return new Notification(
                FIRING.integration(),
                FIRING.alerts(),
                FIRING.groupKey(),
                FIRING.groupLabels(),
                FIRING.routeLabels(),
                reason,
                receiverData,
                FIRING.flushedAt());
    }

    private DeliveryResult update() {
        return send(notifier(ENTRY), notification(NotifyReason.NEW_ALERTS_ADDED, FIRST));
    }

    private List<String> paths() {
        return service.requests().stream().map(LoggedRequest::getUrl).toList();
    }

    @Test
    void remembers_the_message_that_it_has_posted() {
        assertThat(send(notifier(ENTRY), notification(NotifyReason.FIRST_NOTIFICATION, Map.of())))
                .isEqualTo(new Delivered(FIRST));
        assertThat(paths()).containsExactly(POST);
        assertThat(body(0).containsKey("ts")).isFalse();
    }

    @Test
    void changes_the_message_of_the_group() {
        answers(UPDATE, json("{'ok':true,'channel':'C1','ts':'100.2'}"));

        assertThat(update()).isEqualTo(new Delivered(Map.of("channelId", "C1", "threadTs", "100.2")));

        assertThat(paths()).containsExactly(UPDATE);
        assertThat(body(0).getString("channel")).isEqualTo("C1");
        assertThat(body(0).getString("ts")).isEqualTo("100.1");
        assertThat(body(0).fieldNames()).startsWith("channel", "ts", "username", "text", "attachments");
    }

    @Test
    void keeps_the_message_when_slack_does_not_repeat_which_it_was() {
        answers(UPDATE, json("{'ok':true}"));

        assertThat(update()).isEqualTo(new Delivered(FIRST));
    }

    @Test
    void a_first_notification_starts_a_new_message() {
        answers(POST, json("{'ok':true,'channel':'C1','ts':'200.1'}"));

        assertThat(send(notifier(ENTRY), notification(NotifyReason.FIRST_NOTIFICATION, FIRST)))
                .isEqualTo(new Delivered(Map.of("channelId", "C1", "threadTs", "200.1")));

        assertThat(paths()).containsExactly(POST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channelId", "threadTs", "messageId"})
    void half_a_message_cannot_be_changed(String key) {
        assertThat(send(notifier(ENTRY), notification(NotifyReason.NEW_ALERTS_ADDED, Map.of(key, "1"))))
                .isInstanceOf(Delivered.class);

        assertThat(paths()).containsExactly(POST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message_not_found",
                "cant_update_message",
                "edit_window_closed",
                "channel_not_found",
                "is_inactive",
                "is_archived",
                "not_in_channel",
                "update_failed",
                "msg_too_long"
            })
    void a_message_that_cannot_be_changed_is_followed_by_a_new_one(String error) {
        answers(UPDATE, json("{'ok':false,'error':'" + error + "'}"));
        answers(POST, json("{'ok':true,'channel':'C2','ts':'200.1'}"));

        assertThat(update()).isEqualTo(new Delivered(Map.of("channelId", "C2", "threadTs", "200.1")));

        assertThat(paths()).containsExactly(UPDATE, POST);
        assertThat(body(1).getString("channel")).isEqualTo("#ops");
        assertThat(body(1).containsKey("ts")).isFalse();
    }

    @Test
    void a_change_that_fails_otherwise_posts_nothing() {
        answers(UPDATE, json("{'ok':false,'error':'invalid_auth'}"));

        assertThat(update())
                .isEqualTo(new Rejected(
                        FailureReason.CLIENT_ERROR, "channel \"#ops\": error response from Slack: invalid_auth"));
        assertThat(paths()).containsExactly(UPDATE);
    }

    @Test
    void without_updates_nothing_is_remembered() {
        assertThat(send(
                        notifier(ENTRY.with("update_message", "false")),
                        notification(NotifyReason.NEW_ALERTS_ADDED, FIRST)))
                .isEqualTo(new Delivered(Map.of()));
        assertThat(paths()).containsExactly(POST);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "ratelimited, RATE_LIMITED",
        "rate_limited, RATE_LIMITED",
        "internal_error, SERVER_ERROR",
        "fatal_error, SERVER_ERROR",
        "service_unavailable, SERVER_ERROR",
        "request_timeout, SERVER_ERROR"
    })
    void slack_may_ask_to_come_again(String error, FailureReason reason) {
        answers(POST, json("{'ok':false,'error':'" + error + "'}").withHeader("Retry-After", "30"));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Retryable(
                        reason, "channel \"#ops\": error response from Slack: " + error, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "[]", "{'ok':tr"})
    void an_answer_that_is_no_json_is_tried_again(String body) {
        answers(POST, json(body));

        assertThat(send(notifier(ENTRY), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .startsWith("channel \"#ops\": the answer is not the JSON of Slack"));
    }

    @Test
    void a_message_to_no_channel_is_rejected_before_slack_is_asked() {
        assertThat(send(notifier(ENTRY.with("channel", "'{{ .CommonLabels.team }}'")), FIRING))
                .isEqualTo(new Rejected(FailureReason.OTHER, "`channel` is empty, and only webhooks know their own"));
        assertThat(send(notifier(ENTRY.with("channel", "'{{ .Nope }}'")), FIRING))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message()).startsWith("`channel`: template: :1:"));
        assertThat(service.requests()).isEmpty();
    }
}
