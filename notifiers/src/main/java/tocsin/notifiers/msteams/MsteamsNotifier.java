package tocsin.notifiers.msteams;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.notifiers.FittingBody;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplatedField;

/**
 * Posts a message card to an Office 365 connector of Microsoft Teams. A card has about 28 KB as JSON, beyond which Teams refuses it: the text is
 * cut so that the whole fits, title and summary at 1024 code points, all with {@code …} at their end. A notice of failed templates
 * ends the text. Results arrive on the caller's context.
 */
final class MsteamsNotifier implements Notifier {
    private static final int LARGEST_CARD = 27 * 1024;
    private static final int LONGEST_TITLE = 1024;
    private static final String RED = "8C1A1A";
    private static final String GREEN = "2DC72D";
    /** Connectors say 200 when Teams itself refuses the card. */
    private static final Pattern REFUSED_BEHIND =
            Pattern.compile("Microsoft Teams endpoint returned HTTP error (\\d{3})");

    private final MsteamsConfig config;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField title;
    private final TemplatedField summary;
    private final TemplatedField text;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    MsteamsNotifier(MsteamsConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(MsteamsKind.NAME, config.http(), ports);
        this.renderer = ports.renderer(MsteamsKind.NAME);
        this.title = config.title().with(renderer);
        this.summary = config.summary().with(renderer);
        this.text = config.text().with(renderer);
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(longest, () -> request(notification), MsteamsNotifier::post);
    }

    private static Future<DeliveryResult> post(Outgoing outgoing, Attempt attempt) {
        return attempt.send(outgoing.call()).map(answer -> {
            Matcher refused = REFUSED_BEHIND.matcher(answer.text());
            if (refused.find()) {
                throw attempt.refused(answer.withStatus(Integer.parseInt(refused.group(1))));
            }
            return new Delivered(Map.of(), outgoing.notes());
        });
    }

    private Outgoing request(Notification notification) throws IOException {
        String url = Undelivered.unlessEmpty(
                SecretFiles.read(config.webhookUrl()), "the URL of the Microsoft Teams webhook");
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        Buffer body = body(notification.firing() ? RED : GREEN, rendering);
        HttpCall call = HttpCall.post(url, "application/json", body).withSecretUrl();
        return new Outgoing(call, rendering.notes());
    }

    private Buffer body(String color, Rendering rendering) {
        String shownTitle = Truncation.toCodePoints(rendering.render(title), LONGEST_TITLE);
        String shownSummary = Truncation.toCodePoints(rendering.render(summary), LONGEST_TITLE);
        String shownText = rendering.render(text);
        String notice = rendering.notice();
        return FittingBody.of(
                most -> card(shownTitle, shownSummary, Truncation.withNotice(shownText, notice, most), color),
                LARGEST_CARD,
                LARGEST_CARD);
    }

    private static Buffer card(String title, String summary, String text, String color) {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            json.writeStringField("@context", "http://schema.org/extensions");
            json.writeStringField("type", "MessageCard");
            GoJson.writeField(json, "title", title);
            GoJson.writeField(json, "summary", summary);
            GoJson.writeField(json, "text", text);
            json.writeStringField("themeColor", color);
            json.writeEndObject();
        });
    }
}
