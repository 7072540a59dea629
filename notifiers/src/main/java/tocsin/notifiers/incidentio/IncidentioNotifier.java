package tocsin.notifiers.incidentio;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.notifiers.AlertsPayload;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.BearerToken;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;

/**
 * Posts notifications to an alert source of incident.io, which takes 512 KiB: of a larger one only the first firing alert is
 * sent, and {@code truncatedAlerts} counts the others. There are no templates. The URL may stand in a file of secrets, so no
 * message shows it. Results arrive on the caller's context.
 */
final class IncidentioNotifier implements Notifier {
    private static final String VERSION = "1";
    private static final int LARGEST_BODY = 512 * 1024;

    private final IncidentioConfig config;
    private final HttpDelivery delivery;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    IncidentioNotifier(IncidentioConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery =
                HttpDelivery.of(IncidentioKind.NAME, config.http(), ports).withTimeout(config.timeout());
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException {
        String url = Undelivered.unlessEmpty(SecretFiles.read(config.url()), "the URL of the incident.io alert source");
        BearerToken.require(config.http(), "the incident.io alert source");
        NotificationData data = NotificationData.of(notification, externalUrl);
        Buffer whole = AlertsPayload.json(data, VERSION, config.maxAlerts(), List.of());
        return whole.length() <= LARGEST_BODY
                ? outgoing(url, whole, List.of())
                : outgoing(
                        url,
                        AlertsPayload.json(data, VERSION, 1, List.of()),
                        List.of("the notification had %d bytes, and incident.io takes %d: only its first alert was sent"
                                .formatted(whole.length(), LARGEST_BODY)));
    }

    private static Outgoing outgoing(String url, Buffer body, List<String> notes) {
        return new Outgoing(HttpCall.post(url, "application/json", body).withSecretUrl(), notes);
    }
}
