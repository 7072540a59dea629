package tocsin.notifiers.webex;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.BearerToken;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;

/**
 * Posts messages to a room of Webex, which takes 7439 bytes of Markdown; what is longer is cut and ends in {@code …}. A notice of
 * failed templates ends the message; nothing can stand in for a room. Results arrive on the caller's context.
 */
final class WebexNotifier implements Notifier {
    private static final int LONGEST_MESSAGE_BYTES = 7439;

    private final WebexConfig config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField roomId;
    private final TemplatedField message;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    WebexNotifier(WebexConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(WebexKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(WebexKind.NAME);
        this.roomId = renderer.required("room_id", config.roomId().text(), TemplateMode.TEXT);
        this.message = config.message().with(renderer);
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException, FieldException {
        BearerToken.require(config.http(), "Webex");
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        String room = rendering.require(roomId).strip();
        if (room.isEmpty()) {
            throw Undelivered.rejected(FailureReason.OTHER, "`room_id` is empty for these alerts");
        }
        HttpCall call = HttpCall.post(config.apiUrl(), "application/json", body(room, rendering));
        return new Outgoing(call, rendering.notes());
    }

    private Buffer body(String room, Rendering rendering) {
        String text = rendering.render(message);
        String markdown = Truncation.withNoticeInBytes(text, rendering.notice(), LONGEST_MESSAGE_BYTES);
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeField(json, "markdown", markdown);
            GoJson.writeField(json, "roomId", room);
            json.writeEndObject();
        });
    }
}
