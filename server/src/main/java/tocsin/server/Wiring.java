package tocsin.server;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.evaluator.RuleEngine;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.group.ForRestoreOptions;
import tocsin.evaluator.group.RuleRecordLog;
import tocsin.evaluator.prometheus.DecodeLimits;
import tocsin.evaluator.prometheus.PrometheusDatasource;
import tocsin.evaluator.prometheus.PrometheusSettings;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.evaluator.send.AlertSink;
import tocsin.evaluator.send.ExternalLabelSink;
import tocsin.evaluator.send.FanOutSink;
import tocsin.evaluator.send.alertmanager.AlertmanagerSettings;
import tocsin.evaluator.send.alertmanager.AlertmanagerSink;
import tocsin.evaluator.template.ExpansionLimits;
import tocsin.evaluator.template.ExpansionObserver;
import tocsin.evaluator.template.TextExpander;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpConfigFile;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.router.Router;
import tocsin.router.RouterOptions;
import tocsin.router.RouterPorts;
import tocsin.router.config.RoutingConfig;
import tocsin.router.pipeline.DecisionLog;
import tocsin.router.silence.SilenceObserver;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFiles;
import tocsin.rules.template.RuleTemplates;
import tocsin.server.api.ListenAddress;
import tocsin.server.api.WebServer;
import tocsin.server.log.SilenceLog;
import tocsin.server.metrics.BuildMetrics;
import tocsin.server.metrics.ConfigMetrics;
import tocsin.server.metrics.EvaluationMetrics;
import tocsin.server.metrics.HistoryMetrics;
import tocsin.server.metrics.RouterMetrics;
import tocsin.server.metrics.SenderMetrics;
import tocsin.server.metrics.StoreMetrics;
import tocsin.server.metrics.TemplateMetrics;
import tocsin.server.metrics.WebConfigMetrics;
import tocsin.server.routing.RoutingFiles;
import tocsin.server.rulegate.EvaluatedRules;
import tocsin.server.storage.HistoryDirectory;
import tocsin.server.storage.StateDirectory;
import tocsin.server.storage.StorageAlert;
import tocsin.server.storage.StoreHealth;
import tocsin.server.webconfig.WebConfigFile;
import tocsin.server.webconfig.WebFront;
import tocsin.state.StateStore;
import tocsin.state.StateStoreException;
import tocsin.state.history.RecordLog;

/** Constructs a whole Tocsin from its options. Read it from {@link #start} on to see how the parts fit. */
final class Wiring {
    private static final Path WORKING_DIRECTORY = Path.of("");

    private final Vertx vertx;
    private final RunOptions options;
    private final Adaptations adaptations;

    private final SystemClock clock = new SystemClock();
    private final Instant startedAt = clock.now();
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final StoreHealth storeHealth = new StoreHealth();
    private final List<HttpSender> connections = new ArrayList<>();
    private final StartSteps steps = new StartSteps();

    /**
     * What a command changes of the server that {@code tocsin run} would start.
     *
     * @param routing changes the text of the routing configuration before it is read
     * @param loaded changes what was read; the demo shortens its waits
     * @param pages mounts paths of the command's own, below the route prefix
     */
    record Adaptations(
            UnaryOperator<Source> routing,
            UnaryOperator<LoadedConfiguration> loaded,
            Consumer<io.vertx.ext.web.Router> pages) {
        static final Adaptations NONE =
                new Adaptations(UnaryOperator.identity(), UnaryOperator.identity(), router -> {});
    }

    Wiring(Vertx vertx, RunOptions options) {
        this(vertx, options, Adaptations.NONE);
    }

    Wiring(Vertx vertx, RunOptions options, Adaptations adaptations) {
        this.vertx = vertx;
        this.options = options;
        this.adaptations = adaptations;
    }

    /** A server that is ready, where it listens, and whether it speaks TLS there. */
    record Started(TocsinServer server, List<String> addresses, boolean tls) {}

    /** What was read and opened before anything runs. */
    private record Prepared(
            ConfigurationLoader loader,
            LoadedConfiguration first,
            WebFront front,
            HttpSender datasourceConnection,
            @Nullable HttpSender outsideConnection) {}

    /**
     * Reads the configuration, listens, restores and starts. Blocks for the reading: not on an event loop.
     *
     * @return fails with a {@link StateStoreException} when the state directory cannot be used
     * @throws ConfigurationRefused when a file has problems
     * @throws HttpConfigException when the data source's or notifier's connection cannot be set up as configured
     */
    Future<Started> start() throws ConfigurationRefused, HttpConfigException {
        // While this thread reads the configuration: each takes a good part of a start.
        Future<Opened> opening = steps.until(
                vertx.executeBlocking(this::open, false),
                "the state in %s to be opened".formatted(options.effectiveStoragePath()));
        try {
            Prepared prepared = prepareStep();
            int evaluationLoops = Math.max(2, Runtime.getRuntime().availableProcessors());
            return opening.compose(opened -> Contexts.create(vertx, evaluationLoops)
                    .compose(contexts -> new Owner(contexts.control()).call(() -> start(contexts, prepared, opened)))
                    .recover(failure -> opened.close().transform(closed -> Future.failedFuture(failure))));
        } catch (ConfigurationRefused | HttpConfigException | RuntimeException e) {
            opening.compose(Opened::close).otherwiseEmpty().await();
            throw e;
        }
    }

    /** What {@link #start} waits for just now; empty before it and after it. Any thread. */
    List<String> waitsFor() {
        return steps.underWay();
    }

    private Prepared prepareStep() throws ConfigurationRefused, HttpConfigException {
        String step = "the configuration to be read";
        steps.begin(step);
        try {
            return prepare();
        } finally {
            steps.end(step);
        }
    }

    /**
     * What is kept on disk.
     *
     * @param lastWrittenAt by a former process; null when nobody knows
     */
    private record Opened(StateStore store, @Nullable Instant lastWrittenAt, RecordLog history) {
        /** The store last, since it holds the lock of the directory. */
        Future<Void> close() {
            return history.close().eventually(store::close);
        }
    }

    private Opened open() {
        StateDirectory.Opened state = openState();
        HistoryDirectory.Settings settings = new HistoryDirectory.Settings(
                options.effectiveStoragePath(), options.historyRetention, options.historyMaxBytes);
        return new Opened(
                state.store(),
                state.lastWrittenAt(),
                HistoryDirectory.open(settings, this::caller, clock, new HistoryMetrics(metrics)));
    }

    private StateDirectory.Opened openState() {
        StateDirectory.Settings settings = new StateDirectory.Settings(
                options.effectiveStoragePath(), options.storageStrict, "Tocsin " + Version.text());
        return StateDirectory.open(
                settings,
                this::caller,
                clock,
                new StoreMetrics(metrics, () -> storeHealth.failing(clock.now()) == null),
                storeHealth);
    }

    private Executor caller() {
        Context context = vertx.getOrCreateContext();
        return task -> context.runOnContext(ignored -> task.run());
    }

    private Prepared prepare() throws ConfigurationRefused, HttpConfigException {
        ConfigurationLoader loader = loader();
        LoadedConfiguration first = loader.load();
        WebFront front = front();
        HttpSender datasourceConnection = connection(options.datasourceConfigFile, true);
        HttpSender outsideConnection =
                options.notifierUrls.isEmpty() ? null : connection(options.notifierConfigFile, false);
        BuildMetrics.register(metrics, Version.text());
        return new Prepared(loader, first, front, datasourceConnection, outsideConnection);
    }

    private Future<Started> start(Contexts contexts, Prepared prepared, Opened opened) {
        HttpSender outsideConnection = prepared.outsideConnection();
        if (outsideConnection == null) {
            return start(contexts, prepared, opened, null);
        }
        return new Owner(contexts.sending())
                .get(() -> outside(outsideConnection))
                .compose(outside -> start(contexts, prepared, opened, outside));
    }

    private Future<Started> start(
            Contexts contexts, Prepared prepared, Opened opened, @Nullable AlertmanagerSink outside) {
        RouterMetrics routerMetrics = new RouterMetrics(metrics, options.alertsPerName, silenceLog());
        Router router = options.routes() ? router(contexts, opened, routerMetrics) : null;
        AlertSink sink = sink(contexts, router, outside);
        PrometheusDatasource datasource = datasource(prepared.datasourceConnection());
        RuleEngine engine = engine(contexts, opened, datasource, sink);
        AtomicReference<@Nullable TocsinServer> server = new AtomicReference<>();
        WebFront front = prepared.front();
        WebServer web = web(contexts, front, router, engine, opened.history(), routerMetrics, server);
        return web.listen(options.web.effectiveListenAddresses()).compose(addresses -> {
            TocsinServer made = new TocsinServer(new TocsinServer.Parts(
                    vertx,
                    contexts,
                    clock,
                    prepared.loader(),
                    surroundings(addresses, front),
                    opened.store(),
                    opened.lastWrittenAt(),
                    opened.history(),
                    storageAlert(contexts, sink),
                    router,
                    engine,
                    datasource,
                    outside,
                    connections,
                    web,
                    front,
                    new ConfigMetrics(metrics)));
            server.set(made);
            front.start(new VertxScheduler(vertx, contexts.control()));
            return made.start(prepared.first(), steps).map(started -> new Started(made, addresses, front.tls()));
        });
    }

    private StorageAlert storageAlert(Contexts contexts, AlertSink sink) {
        return new StorageAlert(
                storeHealth,
                new StorageAlert.Settings(
                        options.storageErrorAlertAfter,
                        options.resendDelay,
                        options.effectiveStoragePath().toString()),
                sink,
                clock,
                new VertxScheduler(vertx, contexts.control()));
    }

    private Integrations.Surroundings surroundings(List<String> addresses, WebFront front) {
        return new Integrations.Surroundings(
                vertx,
                new TemplateRuntime(clock, options.templateLimits()),
                new TemplateMetrics(metrics),
                externalUrl(addresses, front.tls()),
                options.notifyMaxConcurrency,
                options.dryRun);
    }

    private ConfigurationLoader loader() {
        RuleFileOptions ruleOptions = RuleFileOptions.of(options.dialect).withEnvironment(System::getenv);
        return new ConfigurationLoader(
                options.routes() ? options.effectiveConfigFile() : null,
                options.rules,
                new RoutingFiles(options.matcherMode(), options.dataRetention),
                new RuleFiles(ruleOptions, WORKING_DIRECTORY),
                adaptations.routing(),
                adaptations.loaded());
    }

    private SilenceObserver silenceLog() {
        return options.logsSilences() ? new SilenceLog() : new SilenceObserver() {};
    }

    private Router router(Contexts contexts, Opened opened, RouterMetrics routerMetrics) {
        return new Router(
                new RouterPorts(
                        clock,
                        new VertxScheduler(vertx, contexts.routing()),
                        System::nanoTime,
                        new SplittableRandom(),
                        opened.store(),
                        new DecisionLog(opened.history()),
                        routerMetrics),
                new RouterOptions(
                        options.matcherMode().labelNames(),
                        options.dataRetention,
                        options.dispatchStartDelay,
                        options.alertsPerName,
                        options.alertsGcInterval,
                        options.dataMaintenanceInterval,
                        options.resolvedWhenMuted == RunOptions.ResolvedWhenMuted.after,
                        options.silenceOptions(),
                        options.deliveryLimits()));
    }

    private PrometheusDatasource datasource(HttpSender connection) {
        List<String> urls =
                options.effectiveDatasourceUrls().stream().map(URI::toString).toList();
        return new PrometheusDatasource(
                vertx,
                connection,
                PrometheusSettings.of(urls.toArray(String[]::new))
                        .withMaxConcurrency(options.datasourceMaxConcurrency)
                        .withLimits(new DecodeLimits(options.datasourceMaxResponseBytes, options.datasourceMaxSeries))
                        .withPartialResponse(options.partialResponse));
    }

    private AlertmanagerSink outside(HttpSender connection) {
        String[] urls = options.notifierUrls.stream().map(URI::toString).toArray(String[]::new);
        return AlertmanagerSink.open(vertx, connection, AlertmanagerSettings.of(urls), new SenderMetrics(metrics));
    }

    private AlertSink sink(Contexts contexts, @Nullable Router router, @Nullable AlertmanagerSink outside) {
        List<AlertSink> sinks = new ArrayList<>();
        if (router != null) {
            sinks.add(new RouterSink(router, new Owner(contexts.routing())));
        }
        if (outside != null && !options.dryRun) {
            sinks.add(outside);
        }
        AlertSink all = sinks.size() == 1 ? sinks.get(0) : new FanOutSink(sinks);
        return ExternalLabelSink.before(all, Labels.of(options.externalLabels));
    }

    private RuleEngine engine(Contexts contexts, Opened opened, PrometheusDatasource datasource, AlertSink sink) {
        EvaluationOptions evaluation = new EvaluationOptions(
                options.evaluationInterval,
                options.queryOffset,
                EvaluationOptions.defaults().evalDelay(),
                options.datasourceTimeout,
                options.resendDelay,
                options.errorAlertAfter,
                Labels.of(options.externalLabels),
                options.effectiveDatasourceExternalUrl(),
                new ForRestoreOptions(options.forOutageTolerance, options.forGracePeriod));
        EvaluationMetrics evaluationMetrics = new EvaluationMetrics(metrics);
        EvaluationPorts ports = new EvaluationPorts(
                datasource,
                sink,
                SeriesSink.NO_TARGET,
                expander(evaluationMetrics),
                opened.store(),
                clock,
                System::nanoTime,
                evaluationMetrics,
                new RuleRecordLog(opened.history(), Labels.of(options.externalLabels)));
        AtomicInteger next = new AtomicInteger();
        List<Context> loops = contexts.evaluation();
        return new RuleEngine(
                evaluation,
                ports,
                new VertxScheduler(vertx, contexts.control()),
                group -> new VertxScheduler(vertx, loops.get(Math.floorMod(next.getAndIncrement(), loops.size()))));
    }

    private TextExpander expander(ExpansionObserver observer) {
        ExpansionLimits limits = ExpansionLimits.of(options.templateLimits())
                .withQueries(options.templateQueries, options.templateQueriesPerText)
                .withSamples(options.datasourceMaxSeries)
                .withOutput(options.templateTotalOutput);
        return new TextExpander(
                RuleTemplates.of(options.dialect.templates()), new VertxWorker(vertx), limits, observer);
    }

    /** Blocks for the reading. */
    private WebFront front() throws ConfigurationRefused {
        if (options.web.configFile == null) {
            return WebFront.open(vertx);
        }
        Problems problems = new Problems(options.web.configFile.toString());
        WebFront front = WebFront.open(
                vertx,
                new WebConfigFile(options.web.configFile, clock),
                System::nanoTime,
                new WebConfigMetrics(metrics),
                problems);
        if (front == null) {
            throw new ConfigurationRefused(problems.list());
        }
        TocsinServer.reportWarnings(problems.list());
        return front;
    }

    private WebServer web(
            Contexts contexts,
            WebFront front,
            @Nullable Router router,
            RuleEngine engine,
            RecordLog history,
            RouterMetrics routerMetrics,
            AtomicReference<@Nullable TocsinServer> server) {
        Owner routing = new Owner(contexts.routing());
        WebServer.Services services = new WebServer.Services(
                router == null ? null : routing(router, routing, explaining(engine, history), server),
                engine::snapshots,
                () -> isReady(server.get()),
                () -> reload(server.get()),
                metrics,
                () -> router == null ? Future.succeededFuture() : show(router, routing, routerMetrics),
                Version.text());
        return new WebServer(vertx, webSettings(), services, front, adaptations.pages());
    }

    private WebServer.Settings webSettings() {
        Matcher origins = options.web.corsOrigins();
        return new WebServer.Settings(
                options.web.effectiveRoutePrefix(), options.web.limits(), origins == null ? null : origins::matches);
    }

    private <T> Future<T> onWorker(Supplier<T> work) {
        return vertx.executeBlocking(work::get, false);
    }

    private WebServer.Explaining explaining(RuleEngine engine, RecordLog history) {
        return new WebServer.Explaining(
                history,
                new EvaluatedRules(engine::snapshots, history, this::onWorker, Labels.of(options.externalLabels)),
                options.dryRun);
    }

    private WebServer.Routing routing(
            Router router,
            Owner routing,
            WebServer.Explaining explaining,
            AtomicReference<@Nullable TocsinServer> server) {
        return new WebServer.Routing(
                posted -> routing.get(() -> router.post(posted)),
                new OwnedRouter(router, routing),
                () -> inForce(server.get()),
                options.matcherMode(),
                clock,
                startedAt,
                options.silenceAuthor,
                explaining);
    }

    private static @Nullable RoutingConfig inForce(@Nullable TocsinServer server) {
        return server == null ? null : server.routingConfig();
    }

    private static boolean isReady(@Nullable TocsinServer server) {
        return server != null && server.ready();
    }

    private static Future<Void> reload(@Nullable TocsinServer server) {
        return server == null || !server.ready()
                ? Future.failedFuture("Tocsin is starting or stopping")
                : server.reload();
    }

    private static Future<Void> show(Router router, Owner routing, RouterMetrics metrics) {
        return routing.get(() -> {
            metrics.show(router.figures());
            metrics.show(router.integrationHealth());
            return null;
        });
    }

    private HttpSender connection(@Nullable Path configFile, boolean compressed)
            throws ConfigurationRefused, HttpConfigException {
        HttpClientConfig config = configFile == null ? HttpClientConfig.DEFAULT : httpConfig(configFile);
        SenderSettings settings = SenderSettings.of("Tocsin/" + Version.text())
                .withMaxConnectionsPerHost(Math.max(20, options.datasourceMaxConcurrency));
        HttpSender sender = HttpSender.open(vertx, config, compressed ? settings.withCompressedAnswers() : settings);
        connections.add(sender);
        return sender;
    }

    private static HttpClientConfig httpConfig(Path file) throws ConfigurationRefused {
        Problems problems = new Problems(file.toString());
        HttpClientConfig config = HttpConfigFile.read(file, problems);
        if (problems.hasErrors()) {
            throw new ConfigurationRefused(problems.list());
        }
        return config;
    }

    private String externalUrl(List<String> addresses, boolean tls) {
        if (options.web.externalUrl != null) {
            return options.web.externalUrl.toString().replaceAll("/+$", "");
        }
        return "%s://%s:%d"
                .formatted(
                        tls ? "https" : "http",
                        hostName(),
                        ListenAddress.parse(addresses.get(0)).port());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
