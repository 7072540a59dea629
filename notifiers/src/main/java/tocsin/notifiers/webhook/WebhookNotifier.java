package tocsin.notifiers.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.notifiers.AlertsPayload;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.StructuredField;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;
import tocsin.templates.syntax.TemplateException;
import tocsin.time.Clock;

/**
 * Posts notifications to a webhook. When a template of the payload fails, the body of version 4 goes out instead, with the
 * reason under {@code templateErrors}; nothing can stand in for a URL. The whole URL is a secret, so no message holds it. With a
 * {@code signature} receivers know who sent a request, when, and whether they have had its notification before. Results arrive on
 * the caller's context.
 */
final class WebhookNotifier implements Notifier {
    private static final String VERSION = "4";

    private final WebhookConfig config;
    private final HttpDelivery delivery;
    private final Clock clock;
    private final FieldRenderer renderer;
    private final @Nullable TemplatedField inlineUrl;
    private final @Nullable StructuredField payload;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    WebhookNotifier(WebhookConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(WebhookKind.NAME, config.http(), ports).withTimeout(config.timeout());
        this.clock = ports.clock();
        this.renderer = ports.renderer(WebhookKind.NAME);
        this.inlineUrl = config.url() instanceof SecretSource.Inline inline
                ? field(inline.secret().reveal())
                : null;
        this.payload = config.payload() == null ? null : renderer.structure(config.payload());
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException, FieldException {
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        String url = Undelivered.unlessEmpty(url(rendering).strip(), "the webhook's URL");
        HttpCall call =
                HttpCall.post(url, "application/json", body(data, rendering)).withSecretUrl();
        SecretSource secrets = config.signature();
        return new Outgoing(secrets == null ? call : signed(call, secrets, data), rendering.notes());
    }

    /** At the time of the attempt, so that receivers may refuse what somebody else sends again later. */
    private HttpCall signed(HttpCall call, SecretSource secrets, NotificationData data) throws IOException {
        SigningKeys keys = keys(Undelivered.unlessEmpty(SecretFiles.read(secrets), "the webhook's signing secret"));
        String id = "msg_" + data.notificationId();
        String timestamp = String.valueOf(clock.now().getEpochSecond());
        return call.withHeader("webhook-id", id)
                .withHeader("webhook-timestamp", timestamp)
                .withHeader("webhook-signature", keys.signatures(id, timestamp, call.body()));
    }

    private static SigningKeys keys(String secrets) {
        try {
            return SigningKeys.parse(secrets);
        } catch (IllegalArgumentException e) {
            throw Undelivered.rejected(FailureReason.OTHER, "`secret_file`: " + e.getMessage());
        }
    }

    private String url(Rendering rendering) throws IOException, FieldException {
        return rendering.require(inlineUrl == null ? field(SecretFiles.read(config.url())) : inlineUrl);
    }

    private TemplatedField field(String url) {
        return renderer.required("url", url, TemplateMode.TEXT);
    }

    private Buffer body(NotificationData data, Rendering rendering) {
        StructuredField structure = payload;
        if (structure != null) {
            try {
                return GoJson.<TemplateException>write(json -> structure.write(json, rendering));
            } catch (TemplateException e) {
                rendering.failed("payload", e);
            }
        }
        return AlertsPayload.json(data, VERSION, config.maxAlerts(), rendering.notes());
    }
}
