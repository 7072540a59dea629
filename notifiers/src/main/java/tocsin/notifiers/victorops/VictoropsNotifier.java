package tocsin.notifiers.victorops;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.model.Utf8Order;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.UrlText;
import tocsin.notifiers.entry.FieldText;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;

/**
 * Posts an event to Splunk On-Call (VictorOps). It takes 20480 code points of state message; what is longer is cut and ends in
 * {@code …}, a notice of failed templates included. Nothing can stand in for the routing key. The URL holds the key of the API,
 * so no message shows it. Results arrive on the caller's context.
 */
final class VictoropsNotifier implements Notifier {
    private static final int LONGEST_STATE_MESSAGE = 20_480;
    private static final String MOST_URGENT = "CRITICAL";
    private static final String RECOVERY = "RECOVERY";
    private static final Set<String> WHILE_FIRING = Set.of("INFO", "WARNING", MOST_URGENT);

    private final VictoropsConfig config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField routingKey;
    private final TemplatedField messageType;
    private final TemplatedField stateMessage;
    private final TemplatedField entityDisplayName;
    private final TemplatedField monitoringTool;
    private final Map<String, TemplatedField> customFields = new LinkedHashMap<>();
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    VictoropsNotifier(VictoropsConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(VictoropsKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(VictoropsKind.NAME);
        FieldText routing = config.routingKey();
        this.routingKey = renderer.required(routing.field(), routing.text(), TemplateMode.TEXT);
        this.messageType = config.messageType().with(renderer);
        this.stateMessage = config.stateMessage().with(renderer);
        this.entityDisplayName = config.entityDisplayName().with(renderer);
        this.monitoringTool = config.monitoringTool().with(renderer);
        config.customFields().forEach((name, text) -> customFields.put(name, text.with(renderer)));
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException, FieldException {
        String apiKey = Undelivered.unlessEmpty(SecretFiles.read(config.apiKey()), "the API key of VictorOps");
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        String route = UrlText.segment(apiKey) + '/' + UrlText.segment(rendering.require(routingKey));
        String url = UrlText.below(config.apiUrl(), route);
        HttpCall call = HttpCall.post(url, "application/json", body(data, rendering))
                .withSecretUrl()
                .withSecret(apiKey);
        return new Outgoing(call, rendering.notes());
    }

    /** Keys in their order, as upstream has them. */
    private Buffer body(NotificationData data, Rendering rendering) {
        Map<String, String> event = new TreeMap<>(Utf8Order::compare);
        event.put("message_type", messageType(data.notification(), rendering.render(messageType)));
        event.put("entity_id", data.groupKeyHash());
        event.put("entity_display_name", rendering.render(entityDisplayName));
        event.put("monitoring_tool", rendering.render(monitoringTool));
        customFields.forEach((name, field) -> event.put(name, rendering.render(field)));
        // Last, for its notice tells of all the others.
        String text = rendering.render(stateMessage);
        event.put("state_message", Truncation.withNotice(text, rendering.notice(), LONGEST_STATE_MESSAGE));
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            for (Map.Entry<String, String> field : event.entrySet()) {
                GoJson.writeName(json, field.getKey());
                GoJson.writeString(json, field.getValue());
            }
            json.writeEndObject();
        });
    }

    private static String messageType(Notification notification, String configured) {
        if (!notification.firing()) {
            return RECOVERY;
        }
        return WHILE_FIRING.contains(configured) ? configured : MOST_URGENT;
    }
}
