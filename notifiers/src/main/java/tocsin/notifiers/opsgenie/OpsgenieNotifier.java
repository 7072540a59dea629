package tocsin.notifiers.opsgenie;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.UrlText;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplateMode;

/**
 * Opens, updates and closes alerts of Opsgenie; the group's key hash is their alias. The requests of one notification go out one
 * after the other; all may be repeated, for each says what is to be. What is too long is cut, see {@link OpsgenieFields}.
 * Results arrive on the caller's context.
 */
final class OpsgenieNotifier implements Notifier {
    private static final String BY_ALIAS = "?identifierType=alias";

    private final OpsgenieConfig config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final OpsgenieFields fields;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    OpsgenieNotifier(OpsgenieConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(OpsgenieKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(OpsgenieKind.NAME);
        this.fields = new OpsgenieFields(config, renderer);
        this.externalUrl = ports.externalUrl();
    }

    /** What one notification takes. */
    private record Requests(List<HttpCall> calls, List<String> notes) {}

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(longest, () -> requests(notification), OpsgenieNotifier::sendAll);
    }

    private Requests requests(Notification notification) throws IOException, FieldException {
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        String apiKey = apiKey(rendering);
        List<String> notes = new ArrayList<>();
        List<HttpCall> calls = (notification.firing()
                        ? opening(data, rendering, notes)
                        : List.of(closing(data, rendering)))
                .stream()
                        .map(call -> call.withHeader("Authorization", "GenieKey " + apiKey)
                                .withSecret(apiKey))
                        .toList();
        notes.addAll(0, rendering.notes());
        return new Requests(calls, notes);
    }

    private String apiKey(Rendering rendering) throws IOException, FieldException {
        String text = SecretFiles.read(config.apiKey());
        String apiKey = Undelivered.unlessEmpty(
                rendering
                        .require(renderer.required("api_key", text, TemplateMode.TEXT))
                        .strip(),
                "the API key of Opsgenie");
        return apiKey;
    }

    private List<HttpCall> opening(NotificationData data, Rendering rendering, List<String> notes) {
        OpsgenieAlert alert = fields.opened(data, rendering, notes);
        HttpCall create = call(HttpMethod.POST, "v2/alerts", alert.json());
        return config.updateAlerts()
                ? List.of(
                        create,
                        call(HttpMethod.PUT, path(data, "message"), alert.messageJson()),
                        call(HttpMethod.PUT, path(data, "description"), alert.descriptionJson()))
                : List.of(create);
    }

    private HttpCall closing(NotificationData data, Rendering rendering) {
        return call(HttpMethod.POST, path(data, "close"), fields.closed(rendering));
    }

    private static String path(NotificationData data, String action) {
        return "v2/alerts/" + data.groupKeyHash() + '/' + action + BY_ALIAS;
    }

    private HttpCall call(HttpMethod method, String path, Buffer body) {
        return HttpCall.of(method, UrlText.below(config.apiUrl(), path), body)
                .withHeader("Content-Type", "application/json");
    }

    private static Future<DeliveryResult> sendAll(Requests requests, Attempt attempt) {
        Future<Void> sent = Future.succeededFuture();
        for (HttpCall call : requests.calls()) {
            sent = sent.compose(before -> attempt.deliver(call));
        }
        return sent.map(done -> new Delivered(Map.of(), requests.notes()));
    }
}
