package tocsin.notifiers.discord;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplatedField;

/**
 * Posts one message with one embed to a Discord webhook. Discord takes 2000 code points of content, 256 of title and 4096 of
 * description; what is longer is cut and ends in {@code …}. It refuses messages and embeds without any text: the key of the group
 * stands in for the former, the latter are left out. A notice of failed templates ends the description. Results arrive on the
 * caller's context.
 */
final class DiscordNotifier implements Notifier {
    private static final int LONGEST_CONTENT = 2000;
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DESCRIPTION = 4096;
    private static final int RED = 0x992D22;
    private static final int GREEN = 0x2ECC71;

    private final DiscordConfig config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField content;
    private final TemplatedField title;
    private final TemplatedField message;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    DiscordNotifier(DiscordConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(DiscordKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(DiscordKind.NAME);
        this.content = config.content().with(renderer);
        this.title = config.title().with(renderer);
        this.message = config.message().with(renderer);
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException {
        String url = Undelivered.unlessEmpty(SecretFiles.read(config.webhookUrl()), "the URL of the Discord webhook");
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        Buffer body = body(notification, rendering);
        HttpCall call = HttpCall.post(url, "application/json", body).withSecretUrl();
        return new Outgoing(call, rendering.notes());
    }

    private Buffer body(Notification notification, Rendering rendering) {
        String shownContent = Truncation.toCodePoints(rendering.render(content), LONGEST_CONTENT);
        String shownTitle = Truncation.toCodePoints(rendering.render(title), LONGEST_TITLE);
        String text = rendering.render(message);
        // Discord refuses a message without any text.
        boolean empty = (shownContent + shownTitle + text).isBlank();
        String description =
                Truncation.withNotice(empty ? notification.groupKey() : text, rendering.notice(), LONGEST_DESCRIPTION);
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeField(json, "content", shownContent);
            if (!shownTitle.isBlank() || !description.isBlank()) {
                json.writeArrayFieldStart("embeds");
                writeEmbed(json, shownTitle, description, notification.firing() ? RED : GREEN);
                json.writeEndArray();
            }
            GoJson.writeIfSet(json, "username", config.username());
            GoJson.writeIfSet(json, "avatar_url", config.avatarUrl());
            json.writeEndObject();
        });
    }

    private static void writeEmbed(JsonGenerator json, String title, String description, int color) throws IOException {
        json.writeStartObject();
        GoJson.writeField(json, "title", title);
        GoJson.writeField(json, "description", description);
        json.writeNumberField("color", color);
        json.writeEndObject();
    }
}
