package tocsin.notifiers.slack;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.delivery.NotifyReason;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.model.GoQuote;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.entry.RenderedTexts;
import tocsin.notifiers.entry.TextTemplates;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.BearerToken;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Outgoing;
import tocsin.notifiers.http.Undelivered;

/**
 * Posts a message to a Slack webhook or, with a token, to Slack's API. With {@code update_message} the message of a group is
 * changed as long as the group lives; one that cannot be changed any more is followed by a new one in the same attempt. What is too
 * long is cut, see {@link SlackMessage}. Results arrive on the caller's context.
 */
final class SlackNotifier implements Notifier {
    private static final String POST = "/chat.postMessage";
    private static final String UPDATE = "/chat.update";
    private static final String API = "https://slack.com/api";

    private final SlackConfig config;
    private final HttpDelivery delivery;
    private final TextTemplates templates;
    private final String externalUrl;

    /**
     * The requests of a notification.
     *
     * @param place where it goes, for messages
     * @param change of the message that the group has; null when it gets a new one
     * @param changed the message that the group has
     */
    private record Prepared(
            String place,
            Outgoing post,
            @Nullable Outgoing change,
            @Nullable PostedMessage changed) {}

    /** Blocks: reads TLS files. */
    SlackNotifier(SlackConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.delivery = HttpDelivery.of(SlackKind.NAME, config.http(), ports).withTimeout(config.timeout());
        this.templates = new TextTemplates(ports.renderer(SlackKind.NAME), config.allTexts());
        this.externalUrl = ports.externalUrl();
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(
                longest,
                () -> prepare(notification),
                (prepared, attempt) -> Undelivered.naming(prepared.place(), deliver(prepared, attempt)));
    }

    private Prepared prepare(Notification notification) throws IOException {
        String url = Undelivered.unlessEmpty(SecretFiles.read(config.url()), "the URL of the Slack webhook");
        BearerToken.require(config.http(), "Slack");
        RenderedTexts rendered = templates.render(NotificationData.of(notification, externalUrl));
        SlackMessage message = new SlackMessage(config, rendered);
        if (isApi(url) && message.channel().isEmpty()) {
            throw Undelivered.rejected(FailureReason.OTHER, noChannel(rendered));
        }
        PostedMessage changed = changed(notification);
        return new Prepared(
                "channel " + GoQuote.quote(message.channel()),
                outgoing(url, message.json(), rendered),
                changed == null ? null : outgoing(updateUrl(url), message.json(changed), rendered),
                changed);
    }

    /** Slack would only say that it does not find the channel. */
    private static String noChannel(RenderedTexts rendered) {
        return rendered.notes().isEmpty()
                ? "`channel` is empty, and only webhooks know their own"
                : String.join("; ", rendered.notes());
    }

    private @Nullable PostedMessage changed(Notification notification) {
        return config.updateMessage() && notification.reason() != NotifyReason.FIRST_NOTIFICATION
                ? PostedMessage.of(notification.receiverData())
                : null;
    }

    /** Only of Slack's own API it is certain that its URL is no secret. */
    private static Outgoing outgoing(String url, Buffer body, RenderedTexts rendered) {
        HttpCall call = HttpCall.post(url, "application/json", body);
        return new Outgoing(url.startsWith(API + "/") ? call : call.withSecretUrl(), rendered.notes());
    }

    private static boolean isApi(String url) {
        return url.endsWith(POST);
    }

    /** Beside where messages are posted, so that a token goes nowhere else. */
    private static String updateUrl(String url) {
        return isApi(url) ? url.substring(0, url.length() - POST.length()) + UPDATE : API + UPDATE;
    }

    private Future<DeliveryResult> deliver(Prepared prepared, Attempt attempt) {
        Outgoing change = prepared.change();
        Future<Exchanged> exchanged = change == null
                ? exchange(prepared.post(), attempt)
                : exchange(change, attempt)
                        .compose(answered -> answered.reply().notToBeChanged()
                                ? exchange(prepared.post(), attempt)
                                : Future.succeededFuture(answered.withDefault(prepared.changed())));
        return exchanged.map(answered -> result(answered, prepared));
    }

    /** @param retryAfter how long Slack asks us to wait */
    private record Exchanged(SlackReply reply, Duration retryAfter) {
        /** Slack need not repeat which message it has changed. */
        Exchanged withDefault(@Nullable PostedMessage changed) {
            boolean silent = reply.delivered() && reply.posted() == null;
            return silent ? new Exchanged(new SlackReply("", changed), retryAfter) : this;
        }
    }

    private static Future<Exchanged> exchange(Outgoing outgoing, Attempt attempt) {
        return attempt.send(outgoing.call())
                .map(answer -> new Exchanged(SlackReply.read(answer), attempt.retryAfter(answer)));
    }

    private DeliveryResult result(Exchanged exchanged, Prepared prepared) {
        SlackReply reply = exchanged.reply();
        if (!reply.delivered()) {
            throw reply.undelivered(exchanged.retryAfter());
        }
        PostedMessage posted = reply.posted();
        Map<String, String> receiverData = config.updateMessage() && posted != null ? posted.receiverData() : Map.of();
        return new Delivered(receiverData, prepared.post().notes());
    }
}
