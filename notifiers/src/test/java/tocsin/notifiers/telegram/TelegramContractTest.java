package tocsin.notifiers.telegram;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notifier;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class TelegramContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(TelegramKind::with, "bot_token", "'%SECRET%'")
            .with("api_url", "'%SERVER%'")
            .with("chat_id", "-1001234567890")
            .withTexts("message");
    private static final ContractEntry LONG = ENTRY.with("message", "'<b>{{ printf \"%05000d\" 7 }}</b>'");

    TelegramContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withBody("{\"ok\":true,\"result\":{\"message_id\":7}}");
    }

    @Override
    protected String refusal(String why) {
        return new JsonObject().put("ok", false).put("description", why).encode();
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        String text = new JsonObject(request.getBodyAsString()).getString("text");
        assertThat(codePoints(text)).isBetween(4090, 4096);
        assertThat(text).endsWith("…");
    }

    private String text(int request) {
        return body(request).getString("text");
    }

    @Test
    void a_long_html_message_is_cut_and_stays_html() {
        send(notifier(LONG), FIRING);

        assertThat(text(0)).hasSize(4096).startsWith("<b>0").endsWith("0…</b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Markdown", "MarkdownV2", ""})
    void other_long_messages_are_cut(String parseMode) {
        send(notifier(LONG.with("parse_mode", "'" + parseMode + "'")), FIRING);

        assertThat(text(0)).hasSize(4096).endsWith("0…");
        assertThat(body(0).getString("parse_mode", "")).isEqualTo(parseMode);
    }

    @ParameterizedTest(name = "parse_mode `{0}`")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            HTML       | at &lt;.Nope&gt;: can't evaluate field Nope in type *template.Data
            Markdown   | at <.Nope>: can't evaluate field Nope in type \\*template.Data
            MarkdownV2 | at <\\.Nope\\>: can't evaluate field Nope in type \\*template\\.Data
            ~~         | at <.Nope>: can't evaluate field Nope in type *template.Data
            """)
    void a_notice_is_escaped_as_the_message_is_marked_up(String parseMode, String notice) {
        send(notifier(ENTRY.withBroken("message").with("parse_mode", "'" + parseMode + "'")), FIRING);

        assertThat(text(0)).contains(notice);
    }

    @Test
    void every_setting_is_sent() {
        send(
                notifier(ENTRY.with("message_thread_id", "42")
                        .with("disable_notifications", "true")
                        .with("message", "'{{ .CommonLabels.severity }} &lt;{{ len .Alerts }}'")),
                FIRING);

        assertThat(body(0))
                .isEqualTo(new JsonObject()
                        .put("chat_id", "-1001234567890")
                        .put("message_thread_id", "42")
                        .put("disable_notification", "true")
                        .put("disable_web_page_preview", "true")
                        .put("parse_mode", "HTML")
                        .put("text", "critical &lt;2"));
    }

    @Test
    void a_message_whose_markup_is_refused_goes_out_as_plain_text() {
        service()
                .server()
                .stubFor(post(anyUrl())
                        .withRequestBody(containing("parse_mode"))
                        .willReturn(aResponse()
                                .withStatus(400)
                                .withBody(refusal("Bad Request: can't parse entities: unclosed tag"))));

        assertThat(send(notifier(ENTRY.with("message", "<b>x")), FIRING))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .singleElement()
                                .asString()
                                .startsWith("sent as plain text, for Telegram could not read its HTML:")
                                .contains("unclosed tag"));

        assertThat(body(1).fieldNames()).containsExactly("chat_id", "disable_web_page_preview", "text");
        assertThat(text(1)).isEqualTo("<b>x");
    }

    @Test
    void plain_text_that_is_refused_is_not_sent_twice() {
        answers(aResponse().withStatus(400).withBody(refusal("can't parse entities")));

        assertThat(send(notifier(ENTRY.with("parse_mode", "''")), FIRING)).isInstanceOf(Rejected.class);
        assertThat(service().requests()).hasSize(1);
    }

    @Test
    void the_body_may_say_when_to_come_again() {
        answers(aResponse()
                .withStatus(429)
                .withBody("{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\":35}}"));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOfSatisfying(Retryable.class, retryable -> {
            assertThat(retryable.reason()).isEqualTo(FailureReason.RATE_LIMITED);
            assertThat(retryable.retryAfter()).isEqualTo(Duration.ofSeconds(35));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{\"parameters\":7}",
                "{\"parameters\":{\"retry_after\":\"x\"}}",
                "{\"parameters\":{\"retry_after\":-5}}"
            })
    void a_body_that_says_nothing_means_no_wait(String body) {
        answers(aResponse().withStatus(429).withBody(body));

        assertThat(send(notifier(ENTRY), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.retryAfter()).isEqualTo(Duration.ZERO));
    }

    @Test
    void a_message_is_never_empty() {
        send(notifier(ENTRY.with("message", "' '")), FIRING);

        assertThat(text(0)).isEqualTo(FIRING.groupKey());
    }

    @Test
    void the_chat_may_stand_in_a_file() throws IOException {
        ContractEntry inFile = ContractEntry.of(TelegramKind::with, "bot_token", "'%SECRET%'")
                .with("api_url", "'%SERVER%/'")
                .with("chat_id_file", "chat");
        Notifier notifier = notifier(inFile);

        Files.writeString(directory().resolve("chat"), " -12\n");
        send(notifier, FIRING);
        Files.writeString(directory().resolve("chat"), "@channel");

        assertThat(body(0).getString("chat_id")).isEqualTo("-12");
        assertThat(request(0).getUrl()).startsWith("/bot").endsWith("/sendMessage");
        assertThat(send(notifier, FIRING))
                .isEqualTo(new Rejected(FailureReason.OTHER, "`chat_id_file` does not hold the number of a chat"));
    }
}
