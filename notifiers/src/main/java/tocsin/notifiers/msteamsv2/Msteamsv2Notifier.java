package tocsin.notifiers.msteamsv2;

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
import tocsin.notifiers.FittingBody;
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
 * Posts an adaptive card to a Power Automate workflow, which puts it into Microsoft Teams. Teams refuses messages of more than about 28 KB, after the
 * workflow has said that all is well: the text is cut so that the whole fits, the title at 1024 code points,
 * both with {@code …} at their end. A notice of failed templates ends the text. Results arrive on the caller's context.
 */
final class Msteamsv2Notifier implements Notifier {
    private static final int LARGEST_MESSAGE = 27 * 1024;
    private static final int LONGEST_TITLE = 1024;

    private final Msteamsv2Config config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField title;
    private final TemplatedField text;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    Msteamsv2Notifier(Msteamsv2Config config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(Msteamsv2Kind.NAME, config.http(), ports);
        this.renderer = ports.renderer(Msteamsv2Kind.NAME);
        this.title = config.title().with(renderer);
        this.text = config.text().with(renderer);
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.deliver(longest, () -> request(notification));
    }

    private Outgoing request(Notification notification) throws IOException {
        String url = Undelivered.unlessEmpty(
                SecretFiles.read(config.webhookUrl()), "the URL of the Microsoft Teams workflow");
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        Buffer body = body(notification.firing() ? "Attention" : "Good", rendering);
        HttpCall call = HttpCall.post(url, "application/json", body).withSecretUrl();
        return new Outgoing(call, rendering.notes());
    }

    private Buffer body(String color, Rendering rendering) {
        String shownTitle = Truncation.toCodePoints(rendering.render(title), LONGEST_TITLE);
        String shownText = rendering.render(text);
        String notice = rendering.notice();
        return FittingBody.of(
                most -> AdaptiveCard.json(shownTitle, Truncation.withNotice(shownText, notice, most), color),
                LARGEST_MESSAGE,
                LARGEST_MESSAGE);
    }
}
