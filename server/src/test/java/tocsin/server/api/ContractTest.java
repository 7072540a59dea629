package tocsin.server.api;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.router.RouterConfiguration;
import tocsin.router.RouterOptions;
import tocsin.router.config.RoutingConfig;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.SilenceOptions;
import tocsin.server.contract.Chapter;
import tocsin.server.contract.Contract;
import tocsin.server.contract.Target;
import tocsin.server.metrics.BuildMetrics;
import tocsin.server.routing.RoutingFiles;

/** The API answers as Alertmanager does, or as the table says: over real HTTP, with a real router in simulated time. */
class ContractTest {
    @TestFactory
    Stream<DynamicContainer> tocsin_answers_as_recorded_or_as_the_table_says() throws IOException {
        return new Contract(Path.of("")).tocsin(InProcess::new);
    }

    static final class InProcess implements Target {
        private final TestServer server;

        InProcess(Chapter chapter) {
            server = TestServer.start(options(chapter.limits()));
            RoutingConfig config = config(chapter);
            server.config = config;
            BuildMetrics.register(server.registry, "1.2.3");
            server.intake = alerts -> server.routing.ask(router -> Future.succeededFuture(router.post(alerts)));
            server.routing.apply(new RouterConfiguration(
                    new RouteTree(config.route()),
                    config.resolveTimeout(),
                    Map.of(),
                    config.inhibitRules(),
                    config.timeIntervals(),
                    RouteLabelRenderer.NONE));
        }

        private static RoutingConfig config(Chapter chapter) {
            Problems problems = new Problems(chapter.name());
            RoutingFiles files = new RoutingFiles(MatcherMode.FALLBACK, RouterOptions.DEFAULTS.retention());
            RoutingConfig config =
                    files.readAlone(new Source(chapter.name(), chapter.routing()), Path.of(""), problems);
            return Objects.requireNonNull(config, () -> String.valueOf(problems.list()));
        }

        private static RouterOptions options(Chapter.Limits limits) {
            return RouterOptions.DEFAULTS
                    .withAlertsPerName(limits.alertsPerName())
                    .withSilences(SilenceOptions.DEFAULTS.withLimits(limits.silences(), limits.silenceBytes()));
        }

        @Override
        public int port() {
            return server.port();
        }

        @Override
        public Instant now() {
            return server.routing.now();
        }

        @Override
        public void advance(Duration duration) {
            server.routing.advance(duration);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
