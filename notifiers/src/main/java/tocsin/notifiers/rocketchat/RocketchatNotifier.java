package tocsin.notifiers.rocketchat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpAnswer;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.model.GoQuote;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.entry.RenderedTexts;
import tocsin.notifiers.entry.TextTemplates;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.JsonAnswer;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;

/**
 * Posts messages by the API of Rocket.Chat, which may refuse one with a status of 200. What is too long is cut, see {@link
 * RocketchatMessage}. Results arrive on the caller's context.
 */
final class RocketchatNotifier implements Notifier {
    private static final int LONGEST_ERROR = 200;
    private static final String TOO_MANY = "error-too-many-requests";

    private final RocketchatConfig config;
    private final HttpDelivery delivery;
    private final TextTemplates templates;
    private final String externalUrl;

    /** @param place where it goes, for messages */
    private record Prepared(String place, Outgoing outgoing) {}

    /** Blocks: reads TLS files. */
    RocketchatNotifier(RocketchatConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(RocketchatKind.NAME, config.http(), ports);
        this.templates = new TextTemplates(ports.renderer(RocketchatKind.NAME), config.allTexts());
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(
                longest,
                () -> prepare(notification),
                (prepared, attempt) -> Undelivered.naming(prepared.place(), post(prepared.outgoing(), attempt)));
    }

    private Prepared prepare(Notification notification) throws IOException {
        String token = secret(config.token(), "`token`");
        String tokenId = secret(config.tokenId(), "`token_id`");
        RenderedTexts rendered = templates.render(NotificationData.of(notification, externalUrl));
        RocketchatMessage message = new RocketchatMessage(config, rendered);
        HttpCall call = HttpCall.post(url(), "application/json", message.json())
                .withHeader("X-Auth-Token", token)
                .withHeader("X-User-Id", tokenId)
                .withSecret(token)
                .withSecret(tokenId);
        return new Prepared("channel " + GoQuote.quote(message.channel()), new Outgoing(call, rendered.notes()));
    }

    private static String secret(SecretSource source, String key) throws IOException {
        return Undelivered.unlessEmpty(SecretFiles.read(source), "the %s for Rocket.Chat".formatted(key));
    }

    private String url() {
        return config.apiUrl().replaceAll("/+$", "") + "/api/v1/chat.postMessage";
    }

    private static Future<DeliveryResult> post(Outgoing outgoing, Attempt attempt) {
        return attempt.send(outgoing.call()).map(answer -> {
            requireSuccess(answer, attempt);
            return new Delivered(Map.of(), outgoing.notes());
        });
    }

    private static void requireSuccess(HttpAnswer answer, Attempt attempt) {
        JsonObject json = JsonAnswer.read(answer);
        if (json == null) {
            throw Undelivered.retryable(
                    FailureReason.CLIENT_ERROR,
                    "the answer is not the JSON of Rocket.Chat: " + answer.excerpt(),
                    Duration.ZERO);
        }
        if (!JsonAnswer.says(json, "success")) {
            throw refused(answer.head().hidden().without(JsonAnswer.text(json, "error")), attempt.retryAfter(answer));
        }
    }

    private static Undelivered refused(String error, Duration retryAfter) {
        String message = "error response from Rocket.Chat: " + Truncation.toCodePoints(error, LONGEST_ERROR);
        return error.contains(TOO_MANY)
                ? Undelivered.retryable(FailureReason.RATE_LIMITED, message, retryAfter)
                : Undelivered.rejected(FailureReason.CLIENT_ERROR, message);
    }
}
