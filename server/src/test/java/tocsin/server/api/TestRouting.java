package tocsin.server.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.RouterConfiguration;
import tocsin.router.RouterOptions;
import tocsin.router.RouterPorts;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.SilenceObserver;
import tocsin.server.metrics.RouterMetrics;
import tocsin.state.MemoryStateStore;
import tocsin.state.history.MemoryRecordLog;
import tocsin.state.history.RecordLog;
import tocsin.time.Scheduler;
import tocsin.time.SimulatedTime;

/** A real router on a context of its own, in simulated time. What is due at once runs at once, as nobody moves the time. */
public final class TestRouting implements RouterAccess {
    private final SimulatedTime time = new SimulatedTime(TestServer.NOW);
    private final Context context;
    final RecordLog log = new MemoryRecordLog(1_000, 1 << 20);
    private final Router router;

    TestRouting(Vertx vertx, RouterOptions options) {
        this.context = vertx.getOrCreateContext();
        this.router = new Router(
                new RouterPorts(
                        time,
                        this::after,
                        () -> Duration.between(TestServer.NOW, time.now()).toNanos(),
                        new Random(1),
                        new MemoryStateStore(),
                        new DecisionLog(log),
                        new RouterMetrics(new PrometheusRegistry(), 0, new SilenceObserver() {})),
                options);
        ask(Router::start).await();
        apply(new RouterConfiguration(
                new RouteTree(Route.root("ops")),
                Duration.ofMinutes(5),
                Map.of(),
                List.of(),
                List.of(),
                RouteLabelRenderer.NONE));
    }

    private Scheduler.Timer after(Duration delay, Runnable task) {
        if (!delay.isZero()) {
            return time.after(delay, task);
        }
        context.runOnContext(ignored -> task.run());
        return () -> {};
    }

    Instant now() {
        return time.now();
    }

    @Override
    public <T> Future<T> ask(Function<Router, Future<T>> question) {
        @Nullable Context caller = Vertx.currentContext();
        Promise<T> answer = Promise.promise();
        context.runOnContext(ignored -> question.apply(router).onComplete(result -> {
            if (caller == null) {
                answer.handle(result);
            } else {
                caller.runOnContext(back -> answer.handle(result));
            }
        }));
        return answer.future();
    }

    <T> T get(Function<Router, T> question) {
        return ask(asked -> Future.succeededFuture(question.apply(asked))).await();
    }

    public void apply(RouterConfiguration configuration) {
        get(asked -> {
            asked.apply(configuration);
            return configuration;
        });
    }

    public void advance(Duration duration) {
        get(asked -> {
            time.advance(duration);
            return duration;
        });
    }

    /** They fire from now on for the resolve timeout. */
    public void fires(Labels... labels) {
        get(asked -> asked.post(Arrays.stream(labels)
                .map(each -> new PostedAlert(each, Annotations.empty(), null, null, ""))
                .toList()));
    }
}
