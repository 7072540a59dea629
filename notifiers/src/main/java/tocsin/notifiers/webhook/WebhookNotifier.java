package tocsin.notifiers.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpAnswer;
import tocsin.http.HttpCall;
import tocsin.http.HttpFailure;
import tocsin.http.HttpSender;
import tocsin.http.HttpUrl;
import tocsin.http.SafeUrl;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;
import tocsin.model.GoDurations;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.StructuredField;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;
import tocsin.templates.syntax.TemplateException;
import tocsin.time.Clock;

/**
 * Posts notifications to a webhook. When a template of the payload fails, the body of version 4 goes out instead, with the
 * reason under {@code templateErrors}; nothing can stand in for a URL. The URL file is read and the body is made on a worker thread; results arrive on the
 * caller's context. The whole URL is a secret, so no message holds it.
 */
public final class WebhookNotifier implements Notifier {
    /** Bounds an attempt whose configuration does not: a receiver that hangs must not hold its group for ever. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(WebhookNotifier.class);
    private static final int SHORTEST_SECRET_PATH = 8;
    /** Longer than the words that paths are made of beside their secrets, such as `services` or `webhooks`. */
    private static final int SHORTEST_SECRET_PART = 10;

    private final WebhookConfig config;
    private final HttpSender sender;
    private final FieldRenderer renderer;
    private final @Nullable TemplatedField inlineUrl;
    private final @Nullable StructuredField payload;
    private final Clock clock;
    private final String externalUrl;

    /**
     * @param sender of {@code config.http()}; whoever opened it closes it
     * @param renderer of the texts that are templates
     * @param externalUrl where people reach Tocsin
     */
    public WebhookNotifier(
            WebhookConfig config, HttpSender sender, FieldRenderer renderer, Clock clock, String externalUrl) {
        this.config = Objects.requireNonNull(config, "config");
        this.sender = Objects.requireNonNull(sender, "sender");
        this.renderer = Objects.requireNonNull(renderer, "renderer");
        this.inlineUrl = config.url() instanceof SecretSource.Inline inline
                ? field(inline.secret().reveal())
                : null;
        this.payload = config.payload() == null ? null : renderer.structure(config.payload());
        this.clock = Objects.requireNonNull(clock, "clock");
        this.externalUrl = Objects.requireNonNull(externalUrl, "externalUrl");
    }

    private record Request(String url, Buffer body, List<String> notes) {
        /** Shows nothing: the URL is a secret. */
        @Override
        public String toString() {
            return "Request";
        }
    }

    @Override
    public Future<DeliveryResult> send(Notification notification, Duration longest) {
        return sender.onWorker(() -> request(notification))
                .compose(request -> post(request, shorter(longest, timeout())))
                .otherwise(WebhookNotifier::unprepared);
    }

    private Duration timeout() {
        return config.timeout().isZero() ? LONGEST_ATTEMPT : config.timeout();
    }

    private static Duration shorter(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    private Request request(Notification notification) throws IOException, TemplateException {
        NotificationData data = NotificationData.of(notification, externalUrl);
        Rendering rendering = renderer.rendering(data);
        String url = url(rendering).strip();
        Buffer body = body(data, rendering);
        return new Request(url, body, rendering.notes());
    }

    private String url(Rendering rendering) throws IOException, TemplateException {
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
        return WebhookPayload.json(data, config.maxAlerts(), rendering.notes());
    }

    private Future<DeliveryResult> post(Request request, Duration limit) {
        if (request.url().isEmpty()) {
            return Future.succeededFuture(new Rejected(FailureReason.OTHER, "the webhook's URL is empty"));
        }
        HttpCall call = HttpCall.post(request.url(), "application/json", request.body())
                .withTimeout(limit)
                .withSecretUrl();
        return sender.send(call)
                .result()
                .map(answer -> classify(answer, request))
                .recover(failure -> Future.succeededFuture(
                        failure instanceof HttpFailure known ? classify(known, limit, request) : unprepared(failure)));
    }

    private DeliveryResult classify(HttpAnswer answer, Request request) {
        if (answer.successful()) {
            return delivered(request);
        }
        int status = answer.status();
        FailureReason reason = FailureReason.ofStatus(status);
        String excerpt = withoutUrl(answer.excerpt(), request.url());
        String message = "unexpected status code " + status + (excerpt.isEmpty() ? "" : ": " + excerpt);
        if (isWorthRetrying(status)) {
            return new Retryable(reason, message, RetryAfter.parse(answer.head().header("Retry-After"), clock.now()));
        }
        return new Rejected(reason, message);
    }

    private static DeliveryResult delivered(Request request) {
        return new Delivered(Map.of(), request.notes());
    }

    private static boolean isWorthRetrying(int status) {
        return status / 100 == 5 || status == 408 || status == 425 || status == 429;
    }

    /**
     * Error pages like to repeat the path that was asked for, which here is a secret: whole, without its query, with
     * {@code &} as an entity, or only the part that they do not know.
     */
    private static String withoutUrl(String excerpt, String url) {
        String path = HttpUrl.parse(url).pathAndQuery();
        String hidden = excerpt.replace(url, SafeUrl.REDACTED);
        hidden = path.length() < SHORTEST_SECRET_PATH ? hidden : hidden.replace(path, SafeUrl.REDACTED);
        for (String part : path.split("[/?&=]", -1)) {
            hidden = part.length() < SHORTEST_SECRET_PART ? hidden : hidden.replace(part, SafeUrl.REDACTED);
        }
        return hidden;
    }

    /** The receiver has decided with its status: a body that is too long, or that breaks off, changes nothing. */
    private DeliveryResult classify(HttpFailure failure, Duration limit, Request request) {
        if (failure.status() / 100 == 2) {
            return delivered(request);
        }
        String message = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case URL, REDIRECT -> new Rejected(FailureReason.OTHER, message);
            case CREDENTIALS ->
                failure.getCause() instanceof IOException
                        ? new Rejected(FailureReason.OTHER, message)
                        : new Retryable(FailureReason.OTHER, message, Duration.ZERO);
            case CANCELED -> new Retryable(FailureReason.CONTEXT_CANCELED, message, Duration.ZERO);
            case TIMEOUT -> new Retryable(FailureReason.OTHER, message + configured(limit), Duration.ZERO);
            case DNS, CONNECT, PROXY, TLS, CUT, TOO_LARGE, READER ->
                new Retryable(FailureReason.OTHER, message, Duration.ZERO);
        };
    }

    private String configured(Duration limit) {
        return limit.equals(config.timeout())
                ? ": configured webhook timeout reached (" + GoDurations.print(limit) + ")"
                : "";
    }

    /** Nothing was sent: a template, the URL file, or a bug of ours. */
    private static DeliveryResult unprepared(Throwable failure) {
        if (failure instanceof IOException) {
            return new Rejected(FailureReason.OTHER, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof TemplateException template) {
            return new Rejected(FailureReason.OTHER, "`url`: " + template.messageWithoutSource());
        }
        LOG.error("a webhook's notification cannot be prepared", failure);
        return new Rejected(
                FailureReason.OTHER, "cannot be prepared: " + failure.getClass().getSimpleName() + ", see the log");
    }
}
