package tocsin.notifiers.telegram;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpCall;
import tocsin.http.HttpConfigException;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.UrlText;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.http.Attempt;
import tocsin.notifiers.http.HttpDelivery;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplatedField;

/**
 * Sends messages as a bot of Telegram. A message of more than 4096 code points is cut and ends in {@code …}; HTML stays HTML,
 * where upstream sends nothing of the alerts but that they are too long. A message whose markup Telegram does not understand, be
 * it because of a label in it, goes out once more as plain text. The URL holds the token, so no message of ours shows it.
 * Results arrive on the caller's context.
 */
final class TelegramNotifier implements Notifier {
    /** What the Bot API says of markup that it does not understand. */
    private static final String BROKEN_MARKUP = "parse entities";

    private final TelegramConfig config;
    private final TelegramMarkup markup;
    private final HttpDelivery delivery;
    private final FieldRenderer renderer;
    private final TemplatedField message;
    private final String externalUrl;

    /** Blocks: reads TLS files. */
    TelegramNotifier(TelegramConfig config, NotifierPorts ports) throws HttpConfigException {
        this.config = config;
        this.markup = TelegramMarkup.of(config.parseMode());
        this.delivery = HttpDelivery.of(TelegramKind.NAME, config.http(), ports).withRule(new TelegramAnswers());
        this.renderer = ports.renderer(TelegramKind.NAME);
        this.message = config.message().with(renderer, markup.mode());
        this.externalUrl = ports.externalUrl();
    }

    /** A message, ready to be sent. */
    private record Message(String token, long chat, String text, List<String> notes) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Message to " + chat;
        }
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return delivery.attempt(longest, () -> message(notification), this::post);
    }

    private Message message(Notification notification) throws IOException {
        String token = Undelivered.unlessEmpty(SecretFiles.read(config.botToken()), "the token of the Telegram bot");
        Rendering rendering = renderer.rendering(NotificationData.of(notification, externalUrl));
        List<String> notes = new ArrayList<>();
        String text = text(rendering.render(message), notification, notes);
        String shown = markup.fitted(text, rendering.notice());
        notes.addAll(0, rendering.notes());
        return new Message(token, chat(), shown, notes);
    }

    private String text(String rendered, Notification notification, List<String> notes) {
        if (!rendered.isBlank()) {
            return rendered;
        }
        notes.add("`message` is empty, which Telegram refuses; the key of the group was sent instead");
        return markup.escaped(notification.groupKey());
    }

    private long chat() throws IOException {
        SecretSource file = config.chat().file();
        if (file == null) {
            return config.chat().id();
        }
        try {
            return Long.parseLong(SecretFiles.read(file));
        } catch (NumberFormatException e) {
            throw Undelivered.rejected(FailureReason.OTHER, "`chat_id_file` does not hold the number of a chat");
        }
    }

    private Future<DeliveryResult> post(Message prepared, Attempt attempt) {
        return attempt.deliver(call(prepared, config.parseMode()))
                .<DeliveryResult>map(done -> new Delivered(Map.of(), prepared.notes()))
                .recover(failure -> isBrokenMarkup(failure)
                        ? postPlain(prepared, attempt, String.valueOf(failure.getMessage()))
                        : Future.failedFuture(failure));
    }

    private boolean isBrokenMarkup(Throwable failure) {
        return failure instanceof Undelivered
                && !config.parseMode().isEmpty()
                && String.valueOf(failure.getMessage()).contains(BROKEN_MARKUP);
    }

    private Future<DeliveryResult> postPlain(Message prepared, Attempt attempt, String why) {
        List<String> notes = new ArrayList<>(prepared.notes());
        notes.add("sent as plain text, for Telegram could not read its %s: %s".formatted(config.parseMode(), why));
        return attempt.deliver(call(prepared, "")).map(done -> new Delivered(Map.of(), notes));
    }

    private HttpCall call(Message prepared, String parseMode) {
        String url =
                config.apiUrl().replaceAll("/+$", "") + "/bot" + UrlText.segment(prepared.token()) + "/sendMessage";
        return HttpCall.post(url, "application/json", body(prepared, parseMode))
                .withSecretUrl()
                .withSecret(prepared.token());
    }

    /** All values are texts, as upstream sends them. */
    private Buffer body(Message prepared, String parseMode) {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeField(json, "chat_id", String.valueOf(prepared.chat()));
            GoJson.writeIfSet(json, "disable_notification", config.disableNotifications() ? "true" : "");
            GoJson.writeField(json, "disable_web_page_preview", "true");
            GoJson.writeIfSet(
                    json,
                    "message_thread_id",
                    config.messageThreadId() == 0 ? "" : String.valueOf(config.messageThreadId()));
            GoJson.writeIfSet(json, "parse_mode", parseMode);
            GoJson.writeField(json, "text", prepared.text());
            json.writeEndObject();
        });
    }
}
