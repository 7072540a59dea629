package tocsin.notifiers.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.http.HiddenWords;
import tocsin.http.HttpAnswer;
import tocsin.http.HttpCall;
import tocsin.http.HttpFailure;
import tocsin.model.GoDurations;

/** The requests of one attempt, which share its time. Futures complete on the caller's context; all calls come from there. */
public final class Attempt {
    private final HttpDelivery delivery;
    private final Duration limit;
    private HiddenWords hidden = HiddenWords.NONE;
    /** Of the first request; null before it. */
    private @Nullable Long startNanos;

    Attempt(HttpDelivery delivery, Duration limit) {
        this.delivery = delivery;
        this.limit = limit;
    }

    /**
     * Sends, in the time that is left.
     *
     * @return an answer of 2xx; else it fails with {@link Undelivered}
     */
    public Future<HttpAnswer> send(HttpCall call) {
        return ask(call)
                .compose(answer ->
                        answer.successful() ? Future.succeededFuture(answer) : Future.failedFuture(refused(answer)));
    }

    /** As {@link #send(HttpCall)}, and the status is enough: half an answer, or one that is too long, changes nothing. */
    public Future<Void> deliver(HttpCall call) {
        return exchange(call)
                .compose(answer ->
                        answer.successful() ? Future.<Void>succeededFuture() : Future.failedFuture(refused(answer)))
                .recover(failure -> failure instanceof HttpFailure known && known.status() / 100 == 2
                        ? Future.succeededFuture()
                        : Future.failedFuture(undelivered(failure)));
    }

    /** An answer of any status; fails with {@link Undelivered} when there is none. */
    public Future<HttpAnswer> ask(HttpCall call) {
        return exchange(call).recover(failure -> Future.failedFuture(undelivered(failure)));
    }

    private Future<HttpAnswer> exchange(HttpCall call) {
        Duration left = left();
        hidden = hidden.and(HiddenWords.of(call));
        return left.isNegative() || left.isZero()
                ? Future.failedFuture(outOfTime("no time was left for " + call))
                : delivery.sender().send(call.withTimeout(left)).result().map(this::noted);
    }

    private HttpAnswer noted(HttpAnswer answer) {
        hidden = hidden.and(answer.head().hidden());
        return answer;
    }

    /**
     * The outcome of what several attempts wait for, in the time that this one has left.
     *
     * @param name for people
     */
    public <T> Future<T> await(Future<T> shared, String name) {
        return shared.timeout(Math.max(1, left().toMillis()), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? outOfTime("no time was left to wait for " + name)
                                : failure));
    }

    private Undelivered outOfTime(String message) {
        return Undelivered.retryable(FailureReason.OTHER, message + configured(), Duration.ZERO);
    }

    private Duration left() {
        long now = System.nanoTime();
        startNanos = startNanos == null ? now : startNanos;
        return limit.minusNanos(now - startNanos);
    }

    /** What an answer that is not 2xx means. */
    public Undelivered refused(HttpAnswer answer) {
        AnswerRule rule = delivery.rule();
        int status = answer.status();
        FailureReason reason = rule.reason(status);
        String told = rule.explanation(answer);
        String message = "unexpected status code " + status + (told.isEmpty() ? "" : ": " + told);
        return rule.isWorthRetrying(status)
                ? Undelivered.retryable(reason, message, retryAfter(answer))
                : Undelivered.rejected(reason, message);
    }

    /** An outcome whose texts may quote answers: without the secrets of all requests so far. */
    DeliveryResult withoutSecrets(DeliveryResult result) {
        return result.fold(
                delivered -> new Delivered(
                        delivered.receiverData(),
                        delivered.notes().stream().map(hidden::without).toList()),
                retryable ->
                        new Retryable(retryable.reason(), hidden.without(retryable.message()), retryable.retryAfter()),
                rejected -> new Rejected(rejected.reason(), hidden.without(rejected.message())));
    }

    /** How long the service asks us to wait; zero when it does not. */
    public Duration retryAfter(HttpAnswer answer) {
        return delivery.rule().retryAfter(answer, delivery.clock().now());
    }

    private Throwable undelivered(Throwable failure) {
        return failure instanceof HttpFailure known ? classified(known, String.valueOf(known.getMessage())) : failure;
    }

    private Undelivered classified(HttpFailure failure, String message) {
        return switch (failure.kind()) {
            case URL, REDIRECT -> Undelivered.rejected(FailureReason.OTHER, message);
            case CREDENTIALS ->
                failure.getCause() instanceof IOException
                        ? Undelivered.rejected(FailureReason.OTHER, message)
                        : Undelivered.retryable(FailureReason.OTHER, message, Duration.ZERO);
            case CANCELED -> Undelivered.retryable(FailureReason.CONTEXT_CANCELED, message, Duration.ZERO);
            case TIMEOUT -> Undelivered.retryable(FailureReason.OTHER, message + configured(), Duration.ZERO);
            case DNS, CONNECT, PROXY, TLS, CUT, TOO_LARGE, READER ->
                Undelivered.retryable(FailureReason.OTHER, message, Duration.ZERO);
        };
    }

    private String configured() {
        return limit.equals(delivery.timeout())
                ? ": configured %s timeout reached (%s)".formatted(delivery.kind(), GoDurations.print(limit))
                : "";
    }
}
