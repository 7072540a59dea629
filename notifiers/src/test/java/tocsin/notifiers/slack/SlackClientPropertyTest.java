package tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.SlackConfig;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.model.Attachment;
import com.slack.api.util.json.GsonFactory;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Notifications;
import tocsin.notifiers.entry.TextTemplates;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.templates.exec.TemplateLimits;
import tocsin.time.SimulatedTime;

/** Messages as Slack's own client reads them, refusing what it does not know. */
class SlackClientPropertyTest {
    private static final Gson SLACK = GsonFactory.createSnakeCase(strict());
    private static final Path RECORDED = Path.of("src/test/resources/tocsin/notifiers");
    private static final String EVERY_KEY = """
            {api_url: 'https://h/x', channel: '#c', username: %1$s, icon_emoji: %1$s, icon_url: %1$s, link_names: true,
             message_text: %1$s, title: %1$s, title_link: %1$s, pretext: %1$s, text: %1$s, fallback: %1$s,
             callback_id: %1$s, image_url: %1$s, thumb_url: %1$s, footer: %1$s, color: %1$s, mrkdwn_in: [text, fields],
             fields: [{title: %2$s, value: %2$s, short: true}, {title: %2$s, value: %2$s}],
             actions: [{type: button, text: %2$s, url: 'http://h', style: danger},
                       {type: button, text: %2$s, name: %2$s, value: %1$s,
                        confirm: {text: %2$s, title: %1$s, ok_text: %1$s, dismiss_text: %1$s}}]}""";

    private static SlackConfig strict() {
        SlackConfig config = new SlackConfig();
        config.setFailOnUnknownProperties(true);
        return config;
    }

    @Example
    void reads_what_is_recorded() throws IOException {
        for (String name : List.of("slack/firing", "slack/resolved", "slack-app/firing", "slack-app/resolved")) {
            String recorded = Files.readString(RECORDED.resolve(name + ".http"));
            isUnderstood(recorded.substring(recorded.indexOf("\n\n")));
        }
    }

    @Property(tries = 100)
    void reads_every_text(@ForAll("texts") String some, @ForAll("texts") String other) {
        isUnderstood(message(some, "x" + other));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(60).filter(text -> !text.contains("{{"));
    }

    private static String message(String some, String required) {
        tocsin.notifiers.slack.SlackConfig config = new KindReading(SlackKind::with)
                .accepted(
                        tocsin.notifiers.slack.SlackConfig.class,
                        EVERY_KEY.formatted(quoted(some), quoted(required)),
                        "{}");
        FieldRenderer renderer = new FieldRenderer(
                SlackKind.NAME,
                NotificationTemplates.builtIn(),
                new TemplateRuntime(new SimulatedTime(Notifications.NOW), TemplateLimits.defaults(() -> 0)),
                (kind, field) -> {});
        NotificationData data = NotificationData.of(Notifications.of(Notifications.firing("a", "b")), "http://tocsin");
        return new SlackMessage(config, new TextTemplates(renderer, config.allTexts()).render(data))
                .json()
                .toString();
    }

    /** ASCII only, for YAML takes fewer characters as they are than JSON does. */
    private static String quoted(String text) {
        StringBuilder ascii = new StringBuilder();
        Json.encode(text)
                .chars()
                .forEach(c -> ascii.append(c < 0x7F ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return ascii.toString();
    }

    private static void isUnderstood(String body) {
        JsonObject message = JsonParser.parseString(body).getAsJsonObject();
        assertThat(parameters(ChatPostMessageRequest.class, ChatUpdateRequest.class))
                .containsAll(message.keySet());
        for (JsonElement attachment : message.getAsJsonArray("attachments")) {
            Attachment read = SLACK.fromJson(attachment, Attachment.class);
            holds(SLACK.toJsonTree(read), attachment);
        }
    }

    private static Set<String> parameters(Class<?>... requests) {
        return Arrays.stream(requests)
                .flatMap(request -> Arrays.stream(request.getDeclaredFields()))
                .map(field -> field.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Whatever was written is there. */
    private static void holds(JsonElement read, JsonElement written) {
        if (written instanceof JsonObject object) {
            object.entrySet().forEach(member -> {
                assertThat(read.getAsJsonObject().has(member.getKey()))
                        .as(member.getKey())
                        .isTrue();
                holds(read.getAsJsonObject().get(member.getKey()), member.getValue());
            });
        } else if (written instanceof JsonArray array) {
            assertThat(read.getAsJsonArray()).hasSameSizeAs(array);
            for (int i = 0; i < array.size(); i++) {
                holds(read.getAsJsonArray().get(i), array.get(i));
            }
        } else {
            assertThat(read).isEqualTo(written);
        }
    }

    @Example
    void knows_the_answers_that_the_tests_give() {
        ChatPostMessageResponse posted = SLACK.fromJson(
                "{\"ok\":true,\"channel\":\"C1\",\"ts\":\"100.1\",\"message\":{\"ts\":\"9.9\",\"attachments\":[]},"
                        + "\"response_metadata\":{\"warnings\":[\"missing_charset\"]}}",
                ChatPostMessageResponse.class);
        ChatUpdateResponse refused =
                SLACK.fromJson("{\"ok\":false,\"error\":\"message_not_found\"}", ChatUpdateResponse.class);

        assertThat(posted.getTs() + posted.getChannel()).isEqualTo("100.1C1");
        assertThat(refused.getError()).isEqualTo("message_not_found");
    }
}
