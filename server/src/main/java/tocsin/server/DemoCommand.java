package tocsin.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.config.Source;
import tocsin.http.HttpConfigException;
import tocsin.router.config.RoutingConfig;
import tocsin.server.api.ListenAddress;
import tocsin.server.cli.DurationConverter;
import tocsin.server.cli.ExitCode;
import tocsin.server.demo.DemoApi;
import tocsin.server.demo.DemoTiming;
import tocsin.server.demo.FreePort;
import tocsin.server.demo.MessageSink;
import tocsin.server.demo.PrometheusProcess;
import tocsin.server.log.Logging;
import tocsin.server.routing.LoadedRouting;

/** {@code tocsin demo}: everything on this machine, with a real Prometheus, so that a person sees an alert live and die. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows Tocsin at work with a real Prometheus, the example rules and routes, and messages printed here."
                        + " Ctrl-C ends it.")
final class DemoCommand implements Callable<Integer> {
    /** Where {@code examples/alertmanager.yml} sends; the demo listens elsewhere. */
    private static final String EXAMPLE_RECEIVER = "127.0.0.1:9095";

    private static final String DEFAULT_ADDRESS = "127.0.0.1:9093";

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "End by itself after this time. Default: run until Ctrl-C.",
            converter = DurationConverter.class)
    private @Nullable Duration length;

    @Option(
            names = "--datasource.url",
            paramLabel = "URL",
            description = "Use this Prometheus, which must scrape what the demo prints. Default: none, one is started.")
    private @Nullable URI datasourceUrl;

    @Option(
            names = "--web.listen-address",
            paramLabel = "HOST:PORT",
            description = "Where the demo's Tocsin listens. Default: " + DEFAULT_ADDRESS
                    + ", or a free port when that one is in use.")
    private @Nullable String listenAddress;

    @Option(
            names = "--examples",
            paramLabel = "DIRECTORY",
            description = "The example rules and routes. Default: examples/ beside the program.")
    private @Nullable Path examples;

    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            description = "debug, info, warn or error. Default: ${DEFAULT-VALUE}.")
    private Logging.Threshold logLevel = Logging.Threshold.error;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.configure(Logging.Format.logfmt, logLevel);
        // Before anything is started: a default action would leave it behind.
        List.of("INT", "TERM", "HUP").forEach(signal -> Signals.on(signal, asked::countDown));
        Path directory = examples == null ? examplesBesideProgram() : examples;
        if (!Files.isDirectory(directory)) {
            return fail("no directory %s; name it with --examples".formatted(directory));
        }
        Path temporary = Files.createTempDirectory("tocsin-demo");
        Vertx vertx = RunCommand.vertx();
        try {
            return show(vertx, directory, temporary);
        } catch (IOException | IllegalArgumentException e) {
            return fail(String.valueOf(e.getMessage()));
        } finally {
            vertx.close().await();
            TemporaryFiles.deleteAll(temporary);
        }
    }

    private int show(Vertx vertx, Path directory, Path temporary) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        int sink = new MessageSink(vertx, out, LocalTime::now).listen().await();
        int api = new DemoApi(vertx, System::nanoTime).listen().await();
        String address = address(out);
        RunOptions options = options(directory, temporary, address);
        Optional<Path> binary = datasourceUrl == null ? PrometheusProcess.find() : Optional.empty();
        if (datasourceUrl == null && binary.isEmpty()) {
            return fail("no `prometheus` on the PATH; install it (Debian: apt-get install prometheus) or pass"
                    + " --datasource.url=http://HOST:9090");
        }
        List<String> scrapes = List.of("tocsin=" + address, "api=127.0.0.1:" + api);
        if (binary.isEmpty()) {
            options.datasourceUrls = List.of(datasourceUrl);
            out.println("Your Prometheus should scrape (job=address): " + String.join(", ", scrapes));
            return route(vertx, options, sink, out);
        }
        try (PrometheusProcess prometheus = PrometheusProcess.start(binary.get(), temporary, scrapes)) {
            options.datasourceUrls = List.of(prometheus.url());
            out.println("Prometheus      " + prometheus.url() + "  (scrapes Tocsin and a small API every second)");
            return route(vertx, options, sink, out);
        }
    }

    private int route(Vertx vertx, RunOptions options, int sink, PrintWriter out)
            throws IOException, InterruptedException {
        Wiring wiring =
                new Wiring(vertx, options, source -> withReceiver(source, "127.0.0.1:" + sink), DemoCommand::shortened);
        Wiring.Started started;
        try {
            started = start(wiring);
        } catch (ConfigurationRefused e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            return ExitCode.PROBLEMS;
        } catch (HttpConfigException e) {
            return fail(String.valueOf(e.getMessage()));
        }
        explain(out, started.addresses().get(0));
        waitForEnd();
        out.println("Ending the demo.");
        return RunCommand.end(started.server());
    }

    /** Awaiting a future throws its failure as it is, checked or not; here the compiler gets to know of it. */
    private static Wiring.Started start(Wiring wiring) throws ConfigurationRefused, HttpConfigException, IOException {
        return wiring.start().await();
    }

    private static void explain(PrintWriter out, String address) {
        out.println("Tocsin          http://" + address + "  (rules: /api/v1/rules, metrics: /metrics)");
        out.println("""

                What happens:
                  at once   Watchdog fires and is delivered: the heartbeat of the whole chain.
                  after 6 s the API's event loop lags: ApiEventLoopLag is pending, 4 s later it fires,
                            and the messages below tell the team and the audit log.
                  after 15 s the lag is over: the alert resolves, and both are told.
                Waits are shortened (rules every 1 s, `for` at most 4 s, group_wait at most 1 s).
                """);
        out.flush();
    }

    private void waitForEnd() throws InterruptedException {
        if (length == null) {
            asked.await();
        } else {
            boolean byHand = asked.await(length.toMillis(), TimeUnit.MILLISECONDS);
            spec.commandLine().getOut().println(byHand ? "Asked to end." : "The time of --for is over.");
        }
    }

    /** The address must be known before Tocsin listens, since Prometheus is told to scrape it: port 0 will not do. */
    private String address(PrintWriter out) throws IOException {
        ListenAddress wanted = ListenAddress.parse(listenAddress == null ? DEFAULT_ADDRESS : listenAddress);
        boolean mayMove = listenAddress == null && FreePort.isTaken(wanted.port());
        if (mayMove) {
            out.println("%s is in use by another program; the demo takes a free port.".formatted(DEFAULT_ADDRESS));
        }
        int port = mayMove || wanted.port() == 0 ? FreePort.find() : wanted.port();
        return new ListenAddress(wanted.host(), port).toString();
    }

    private static RunOptions options(Path directory, Path temporary, String listenAddress) {
        RunOptions options = new RunOptions();
        options.configFile = directory.resolve("alertmanager.yml");
        options.rules = List.of(directory.resolve("rules").resolve("*.yml").toString());
        options.storagePath = temporary.resolve("data");
        options.web.listenAddresses = List.of(listenAddress);
        options.errorAlertAfter = Duration.ofSeconds(20);
        return options;
    }

    private static Source withReceiver(Source source, String receiver) {
        return new Source(source.name(), source.text().replace(EXAMPLE_RECEIVER, receiver));
    }

    private static LoadedConfiguration shortened(LoadedConfiguration loaded) {
        LoadedRouting routing = loaded.routing();
        return new LoadedConfiguration(
                routing == null ? null : new LoadedRouting(shortened(routing.config()), routing.templates()),
                DemoTiming.shorten(loaded.rules()),
                loaded.warnings());
    }

    private static RoutingConfig shortened(RoutingConfig config) {
        return new RoutingConfig(
                config.directory(),
                config.resolveTimeout(),
                DemoTiming.shorten(config.route()),
                config.receivers(),
                config.inhibitRules(),
                config.timeIntervals(),
                config.templates(),
                config.hash(),
                config.redacted());
    }

    /** The jar lies in server/target of a checkout; an installation has the examples beside the jar. */
    private static Path examplesBesideProgram() {
        Path here = Path.of("examples");
        Path jar = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        for (Path at = jar.getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("examples").resolve("rules"))) {
                return at.resolve("examples");
            }
        }
        return here;
    }

    private int fail(String message) {
        spec.commandLine().getErr().println("tocsin demo: " + message);
        return ExitCode.COULD_NOT;
    }
}
