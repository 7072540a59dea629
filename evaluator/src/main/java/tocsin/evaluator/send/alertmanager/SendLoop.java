package tocsin.evaluator.send.alertmanager;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.send.RuleAlert;
import tocsin.http.HeaderLines;
import tocsin.http.HttpAnswer;
import tocsin.http.HttpCall;
import tocsin.http.HttpExchange;
import tocsin.http.HttpSender;
import tocsin.http.SafeUrl;

/**
 * The queue of one Alertmanager and the one request at a time that empties it. A batch that fails is not tried again: the
 * evaluator sends each alert anew while it lasts, and that copy is fresher. Lives on the context of the sink.
 */
final class SendLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);

    private final Context context;
    private final HttpSender http;
    private final AlertmanagerSettings settings;
    private final SinkObserver observer;
    private final String pushUrl;
    private final String name;
    private final AlertQueue queue;
    private final AlertEncoder encoder = new AlertEncoder();
    private final Promise<Void> drained = Promise.promise();

    private @Nullable HttpExchange<HttpAnswer> exchange;
    private boolean sending;
    private boolean failing;
    private boolean closed;

    SendLoop(Context context, HttpSender http, AlertmanagerSettings settings, String pushUrl, SinkObserver observer) {
        this.context = context;
        this.http = http;
        this.settings = settings;
        this.observer = observer;
        this.pushUrl = pushUrl;
        this.name = SafeUrl.of(pushUrl, false);
        this.queue = new AlertQueue(settings.queueCapacity());
    }

    void open() {
        observer.alertmanagerAdded(name, queue.capacity());
        observer.queueLength(name, 0);
    }

    void add(List<RuleAlert> alerts) {
        if (closed) {
            countDropped(alerts.size(), "the sender is closed");
            return;
        }
        int capacity = queue.capacity();
        countDropped(queue.add(alerts), "the queue is full");
        if (queue.capacity() != capacity) {
            observer.queueCapacity(name, queue.capacity());
        }
        observer.queueLength(name, queue.size());
        sendNext();
    }

    /** Takes no more; done when what was queued is sent, or at once when nothing was. */
    Future<Void> drain() {
        closed = true;
        sendNext();
        return drained.future();
    }

    /** Drops what is still queued and gives up the request under way. */
    void abandon() {
        closed = true;
        countDropped(queue.clear(), "the sender is closed");
        observer.queueLength(name, 0);
        if (exchange != null) {
            exchange.cancel();
        }
        sendNext();
    }

    private void sendNext() {
        if (sending) {
            return;
        }
        List<RuleAlert> batch = queue.take(settings.batchSize());
        if (!batch.isEmpty()) {
            observer.queueLength(name, queue.size());
            send(batch);
        } else if (closed && drained.tryComplete()) {
            observer.alertmanagerRemoved(name);
        }
    }

    private void send(List<RuleAlert> batch) {
        sending = true;
        long begin = System.nanoTime();
        post(batch)
                .onComplete(outcome -> onContext(() -> {
                    sending = false;
                    exchange = null;
                    record(
                            batch.size(),
                            Duration.ofNanos(System.nanoTime() - begin),
                            problem(outcome.result(), outcome.cause()));
                    sendNext();
                }));
    }

    private Future<HttpAnswer> post(List<RuleAlert> batch) {
        try {
            Map<String, String> headers = HeaderLines.parse(batch.get(0).notifierHeaders());
            Buffer body = encoder.encode(batch);
            HttpCall call = HttpCall.post(pushUrl, "application/json", body).withTimeout(settings.timeout());
            for (Map.Entry<String, String> header : headers.entrySet()) {
                call = call.withHeader(header.getKey(), header.getValue());
            }
            HttpExchange<HttpAnswer> sent = http.send(call);
            exchange = sent;
            return sent.result();
        } catch (IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    private static @Nullable String problem(@Nullable HttpAnswer answer, @Nullable Throwable failure) {
        if (answer == null) {
            return failure == null ? "no answer" : String.valueOf(failure.getMessage());
        }
        return answer.successful() ? null : "answered %d: %s".formatted(answer.status(), answer.excerpt());
    }

    private void record(int alerts, Duration latency, @Nullable String problem) {
        observer.sent(name, alerts, latency);
        if (problem != null) {
            observer.failed(name, alerts);
        }
        logChange(problem);
    }

    /** Each change once: an Alertmanager that is down for an hour must not fill the log. */
    private void logChange(@Nullable String problem) {
        if (problem != null && !failing) {
            LOG.atWarn()
                    .addKeyValue("alertmanager", name)
                    .addKeyValue("err", problem)
                    .log("Alerts cannot be sent; the next resend of each tries again");
        } else if (problem == null && failing) {
            LOG.atInfo().addKeyValue("alertmanager", name).log("Alerts can be sent again");
        }
        failing = problem != null;
    }

    private void countDropped(int alerts, String reason) {
        if (alerts > 0) {
            observer.dropped(name, alerts);
            LOG.atWarn()
                    .addKeyValue("alertmanager", name)
                    .addKeyValue("alerts", alerts)
                    .log("Alerts dropped: {}", reason);
        }
    }

    private void onContext(Runnable action) {
        if (Vertx.currentContext() == context) {
            action.run();
        } else {
            context.runOnContext(nothing -> action.run());
        }
    }
}
