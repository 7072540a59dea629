package tocsin.notifiers.mattermost;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.model.GoQuote;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.entry.RenderedTexts;
import tocsin.notifiers.entry.TextTemplates;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;

/**
 * Posts messages to a Mattermost webhook, whose whole URL is a secret. What is too long is cut, see {@link MattermostMessage}.
 * Results arrive on the caller's context.
 */
final class MattermostNotifier implements Notifier {
    private final MattermostConfig config;
    private final HttpDelivery delivery;
    private final TextTemplates templates;
    private final String externalUrl;

    /** @param place where it goes, for messages */
    private record Prepared(String place, Outgoing outgoing) {}

    /** Blocks: reads TLS files. */
    MattermostNotifier(MattermostConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(MattermostKind.NAME, config.http(), ports);
        this.templates = new TextTemplates(ports.renderer(MattermostKind.NAME), config.allTexts());
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(
                longest,
                () -> prepare(notification),
                (prepared, attempt) -> Undelivered.naming(
                                prepared.place(),
                                attempt.deliver(prepared.outgoing().call()))
                        .map(done -> new Delivered(Map.of(), prepared.outgoing().notes())));
    }

    private Prepared prepare(Notification notification) throws IOException {
        String url =
                Undelivered.unlessEmpty(SecretFiles.read(config.webhookUrl()), "the URL of the Mattermost webhook");
        RenderedTexts rendered = templates.render(NotificationData.of(notification, externalUrl));
        MattermostMessage message = new MattermostMessage(config, rendered);
        HttpCall call = HttpCall.post(url, "application/json", message.json()).withSecretUrl();
        return new Prepared("channel " + GoQuote.quote(message.channel()), new Outgoing(call, rendered.notes()));
    }
}
