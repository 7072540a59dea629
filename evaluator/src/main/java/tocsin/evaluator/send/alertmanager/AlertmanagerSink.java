package tocsin.evaluator.send.alertmanager;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import tocsin.evaluator.send.AlertSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.http.HttpSender;

/**
 * Sends every alert to every Alertmanager, each with its own queue and one request at a time, so that a slow one delays
 * none but itself. What cannot be sent is counted and logged; the next resend repairs it.
 *
 * <p>Any thread. Queues and encoding live on one context of the sink, the I/O is asynchronous. The alerts come with their
 * external labels.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/clients/">Sending alerts to Alertmanager</a>
 */
public final class AlertmanagerSink implements AlertSink {
    private final Vertx vertx;
    private final Context context;
    private final AlertmanagerSettings settings;
    private final List<SendLoop> loops;

    private AlertmanagerSink(Vertx vertx, HttpSender http, AlertmanagerSettings settings, SinkObserver observer) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.loops = settings.urls().stream()
                .map(AlertmanagerSink::pushUrl)
                .distinct()
                .map(url -> new SendLoop(context, http, settings, url, observer))
                .toList();
    }

    /** Nothing is sent before the first alerts. The sender is closed by whoever opened it, after {@link #close}. */
    public static AlertmanagerSink open(
            Vertx vertx, HttpSender http, AlertmanagerSettings settings, SinkObserver observer) {
        AlertmanagerSink sink = new AlertmanagerSink(vertx, http, settings, Objects.requireNonNull(observer));
        sink.context.runOnContext(nothing -> sink.loops.forEach(SendLoop::open));
        return sink;
    }

    static String pushUrl(String baseUrl) {
        int fragment = baseUrl.indexOf('#');
        String url = fragment < 0 ? baseUrl : baseUrl.substring(0, fragment);
        int question = url.indexOf('?');
        String base = question < 0 ? url : url.substring(0, question);
        return base.replaceAll("/+$", "") + "/api/v2/alerts" + (question < 0 ? "" : url.substring(question));
    }

    @Override
    public Future<Void> send(List<RuleAlert> alerts) {
        List<RuleAlert> taken = List.copyOf(alerts);
        if (!taken.isEmpty()) {
            context.runOnContext(nothing -> loops.forEach(loop -> loop.add(taken)));
        }
        return Future.succeededFuture();
    }

    /**
     * Takes no more alerts and sends what is queued within the drain timeout; what is left then is dropped and counted.
     * Completes on the caller's context.
     */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        Context caller = vertx.getOrCreateContext();
        context.runOnContext(nothing -> drain().onComplete(outcome -> caller.runOnContext(done -> closed.complete())));
        return closed.future();
    }

    private Future<Void> drain() {
        long drainMillis = settings.drainTimeout().toMillis();
        if (drainMillis == 0) {
            loops.forEach(SendLoop::abandon);
        }
        long timer = drainMillis == 0 ? -1 : vertx.setTimer(drainMillis, id -> loops.forEach(SendLoop::abandon));
        return Future.join(loops.stream().map(SendLoop::drain).toList())
                .onComplete(outcome -> vertx.cancelTimer(timer))
                .mapEmpty();
    }
}
