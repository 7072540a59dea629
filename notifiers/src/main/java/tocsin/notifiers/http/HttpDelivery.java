package tocsin.notifiers.http;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpSender;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.template.FieldException;
import tocsin.time.Clock;

/**
 * How one integration makes its attempts over HTTP: what it sends is prepared on a worker thread, where files are read and
 * templates rendered; then its requests share the time of the attempt; and whatever goes wrong becomes a result,
 * which shows no secret of the requests, also where it quotes an answer. Any thread.
 */
public final class HttpDelivery {
    /** Bounds an attempt whose configuration does not: a receiver that hangs must not hold its group for ever. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(HttpDelivery.class);

    private final String kind;
    private final HttpSender sender;
    private final Clock clock;
    private final Duration timeout;
    private final AnswerRule rule;

    private HttpDelivery(String kind, HttpSender sender, Clock clock, Duration timeout, AnswerRule rule) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.sender = Objects.requireNonNull(sender, "sender");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.rule = Objects.requireNonNull(rule, "rule");
    }

    /**
     * Of a service that answers as most do, without a timeout of its own. Blocks: reads TLS files.
     *
     * @param kind of the integration, e.g. {@code slack}
     * @throws HttpConfigException when connections cannot be set up as configured
     */
    public static HttpDelivery of(String kind, HttpClientConfig http, NotifierPorts ports) throws HttpConfigException {
        return new HttpDelivery(kind, ports.sender(http), ports.clock(), Duration.ZERO, AnswerRule.STANDARD);
    }

    /** @param ofOneAttempt as configured; zero means none */
    public HttpDelivery withTimeout(Duration ofOneAttempt) {
        return new HttpDelivery(kind, sender, clock, ofOneAttempt, rule);
    }

    public HttpDelivery withRule(AnswerRule ofService) {
        return new HttpDelivery(kind, sender, clock, timeout, ofService);
    }

    /**
     * One attempt.
     *
     * @param longest see {@link tocsin.delivery.Notifier#send}
     * @param prepare what blocks or takes long; fails with {@link IOException} of a file, {@link FieldException} of a field
     *     that nothing can stand in for, or {@link Undelivered}
     * @param requests fails with {@link Undelivered}
     */
    public <T> Future<DeliveryResult> attempt(
            Duration longest, Callable<T> prepare, BiFunction<T, Attempt, Future<DeliveryResult>> requests) {
        Duration own = timeout.isZero() ? LONGEST_ATTEMPT : timeout;
        Attempt attempt = new Attempt(this, longest.compareTo(own) < 0 ? longest : own);
        return sender.onWorker(prepare)
                .compose(prepared -> requests.apply(prepared, attempt))
                .otherwise(this::result)
                .map(attempt::withoutSecrets);
    }

    /**
     * One attempt that is one request, to a service whose status says it all.
     *
     * @param longest see {@link tocsin.delivery.Notifier#send}
     * @param prepare as with {@link #attempt}
     */
    public Future<DeliveryResult> deliver(Duration longest, Callable<Outgoing> prepare) {
        return attempt(
                longest,
                prepare,
                (outgoing, attempt) ->
                        attempt.deliver(outgoing.call()).map(done -> new Delivered(Map.of(), outgoing.notes())));
    }

    private DeliveryResult result(Throwable failure) {
        if (failure instanceof Undelivered undelivered) {
            return undelivered.result();
        }
        if (failure instanceof IOException || failure instanceof FieldException) {
            return new Rejected(FailureReason.OTHER, String.valueOf(failure.getMessage()));
        }
        LOG.atError().addKeyValue("integration", kind).setCause(failure).log("A notification cannot be sent by a bug");
        return new Rejected(
                FailureReason.OTHER, "cannot be sent: " + failure.getClass().getSimpleName() + ", see the log");
    }

    String kind() {
        return kind;
    }

    HttpSender sender() {
        return sender;
    }

    Clock clock() {
        return clock;
    }

    Duration timeout() {
        return timeout;
    }

    AnswerRule rule() {
        return rule;
    }
}
