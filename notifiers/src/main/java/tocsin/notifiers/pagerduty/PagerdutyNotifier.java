package tocsin.notifiers.pagerduty;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;

/**
 * Triggers and resolves incidents of PagerDuty, whose key is the hash of the group key; by version 1 of the Events API when a
 * service key is configured, else by version 2. An event of more than 512,000 bytes goes without its details, which say so. A
 * notice of failed templates is the detail {@code template_errors}. Results arrive on the caller's context.
 */
final class PagerdutyNotifier implements Notifier {
    static final String V1_URL = "https://events.pagerduty.com/generic/2010-04-15/create_event.json";

    private static final int LARGEST_EVENT = 512_000;

    private final PagerdutyApi api;
    private final SecretSource key;
    private final String url;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final PagerdutyFields fields;
    private final PagerdutyDetails details;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    PagerdutyNotifier(PagerdutyConfig config, NotifierPorts ports) throws HttpConfigException {
        this(config, ports, V1_URL);
    }

    PagerdutyNotifier(PagerdutyConfig config, NotifierPorts ports, String v1Url) throws HttpConfigException {
        SecretSource serviceKey = config.serviceKey();
        this.api = serviceKey == null ? PagerdutyApi.V2 : PagerdutyApi.V1;
        this.key = serviceKey == null ? Objects.requireNonNull(config.routingKey(), "routingKey") : serviceKey;
        this.url = serviceKey == null ? config.url() : v1Url;
        this.delivery = HttpDelivery.of(PagerdutyKind.NAME, config.http(), ports)
                .withTimeout(config.timeout())
                .withRule(api);
        this.renderer = ports.renderer(PagerdutyKind.NAME);
        this.fields = new PagerdutyFields(config, renderer);
        this.details = new PagerdutyDetails(config, renderer);
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException, FieldException {
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        String revealed = key(rendering);
        List<String> notes = new ArrayList<>();
        PagerdutyEvent event = api.render(fields, revealed, data, rendering, notes);
        HttpCall call = HttpCall.post(url, "application/json", body(event, rendering, notes))
                .withSecret(revealed);
        notes.addAll(0, rendering.notes());
        return new Outgoing(call, notes);
    }

    private String key(Rendering rendering) throws IOException, FieldException {
        String text = SecretFiles.read(key);
        String revealed = Undelivered.unlessEmpty(
                rendering
                        .require(renderer.required(api.keyField(), text, TemplateMode.TEXT))
                        .strip(),
                "`%s` of PagerDuty".formatted(api.keyField()));
        return revealed;
    }

    private Buffer body(PagerdutyEvent event, Rendering rendering, List<String> notes) {
        String rendered = details.render(rendering);
        Buffer body = api.body(event, noticed(rendered, rendering));
        if (body.length() <= LARGEST_EVENT) {
            return body;
        }
        String removed =
                "Custom details have been removed because the original event exceeds the maximum size of 512KB";
        notes.add("the event had %d bytes: %s".formatted(body.length(), removed));
        return api.body(event, noticed(PagerdutyDetails.with("{}", "error", removed), rendering));
    }

    private static String noticed(String details, Rendering rendering) {
        return PagerdutyDetails.with(details, "template_errors", rendering.notice());
    }
}
