package tocsin.server;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
import tocsin.server.demo.PrometheusProcess;
import tocsin.server.demo.TerminalText;
import tocsin.server.demo.inbox.Inbox;
import tocsin.server.demo.inbox.MailCatcher;
import tocsin.server.demo.inbox.MessageSink;
import tocsin.server.demo.page.DemoPage;
import tocsin.server.demo.story.Performance;
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
    /** Where {@code examples/alertmanager.yml} sends webhooks and Slack's posts; the demo listens elsewhere. */
    private static final String EXAMPLE_RECEIVER = "127.0.0.1:9095";
    /** Where it sends mails. */
    private static final String EXAMPLE_SMARTHOST = "127.0.0.1:9025";

    private static final String DEFAULT_ADDRESS = "127.0.0.1:9093";
    private static final int MOST_MESSAGES = 60;
    private static final long LOOK_MILLIS = 150;

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
        String address = address(out);
        RunOptions options = options(directory, temporary, address);
        Optional<Path> binary = datasourceUrl == null ? PrometheusProcess.find() : Optional.empty();
        if (datasourceUrl == null && binary.isEmpty()) {
            return fail("no `prometheus` on the PATH; install it (Debian: apt-get install prometheus) or pass"
                    + " --datasource.url=http://HOST:9090");
        }
        DemoApi api = new DemoApi(vertx, System::nanoTime);
        List<String> scrapes =
                List.of("tocsin=" + address, "api=127.0.0.1:" + api.listen().await());
        if (binary.isEmpty()) {
            options.datasourceUrls = List.of(datasourceUrl);
            out.println("Your Prometheus should scrape (job=address): " + String.join(", ", scrapes));
            return receive(vertx, options, api);
        }
        try (PrometheusProcess prometheus = PrometheusProcess.start(binary.get(), temporary, scrapes)) {
            options.datasourceUrls = List.of(prometheus.url());
            out.println("Prometheus      " + prometheus.url() + "  scrapes Tocsin and a small API every second");
            return receive(vertx, options, api);
        }
    }

    private int receive(Vertx vertx, RunOptions options, DemoApi api) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        TerminalText text = new TerminalText(ZoneId.systemDefault(), CommandLine.Help.Ansi.AUTO);
        Inbox inbox = new Inbox(MOST_MESSAGES, new SystemClock(), received -> {
            out.println(text.of(received));
            out.flush();
        });
        int sink = new MessageSink(vertx, inbox::handIn).listen().await();
        try (MailCatcher mails = MailCatcher.start(inbox::handIn)) {
            UnaryOperator<Source> receivers =
                    source -> withReceivers(source, "127.0.0.1:" + sink, "127.0.0.1:" + mails.port());
            out.printf("Receivers       mails 127.0.0.1:%d, webhooks and Slack 127.0.0.1:%d%n", mails.port(), sink);
            String address = options.web.listenAddresses.get(0);
            URI url = URI.create("http://" + address);
            String urlOption = address.equals(DEFAULT_ADDRESS) ? "" : " --url=" + url;
            Performance performance = new Performance(url, urlOption, inbox, new SystemClock(), api, length == null);
            DemoPage page = new DemoPage(inbox, performance::steps, ZoneId.systemDefault());
            Wiring wiring =
                    new Wiring(vertx, options, new Wiring.Adaptations(receivers, DemoCommand::shortened, page::mount));
            return perform(wiring, performance, urlOption);
        }
    }

    private int perform(Wiring wiring, Performance performance, String urlOption)
            throws IOException, InterruptedException {
        Wiring.Started started;
        try {
            started = start(wiring);
        } catch (ConfigurationRefused e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
            return ExitCode.PROBLEMS;
        } catch (HttpConfigException e) {
            return fail(String.valueOf(e.getMessage()));
        }
        PrintWriter out = spec.commandLine().getOut();
        explain(out, started.addresses().get(0), urlOption);
        out.println(untilEnd(performance));
        out.println("Ending the demo.");
        return RunCommand.end(started.server());
    }

    /** Awaiting a future throws its failure as it is, checked or not; here the compiler gets to know of it. */
    private static Wiring.Started start(Wiring wiring) throws ConfigurationRefused, HttpConfigException, IOException {
        return wiring.start().await();
    }

    private static void explain(PrintWriter out, String address, String urlOption) {
        out.printf("Tocsin          http://%s%n%n", address);
        out.printf("""
                Look at         http://%1$s/ui/                     every message, as its receiver sees it
                                http://%1$s/api/v1/rules            the rules and their states
                                ./tocsin alerts%2$s
                                ./tocsin explain%2$s alertname=Watchdog severity=none team=platform

                What happens: an API breaks. ApiDown is pending, fires, and is delivered by mail, webhook and in Slack. It is
                silenced, the silence ends, the API is mended, and everybody who was told hears that it is over.
                Waits are shortened: rules every second, `for` a tenth, group_wait 1 s, pages repeat every 6 s.

                """, address, urlOption);
        out.flush();
    }

    /** @return why it ends */
    private String untilEnd(Performance performance) throws InterruptedException {
        long end = length == null ? Long.MAX_VALUE : System.nanoTime() + length.toNanos();
        while (length == null || System.nanoTime() - end < 0) {
            performance.goOn();
            if (asked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return "Asked to end.";
            }
        }
        return "The time of --for is over.";
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

    private static Source withReceivers(Source source, String receiver, String smarthost) {
        String text = source.text().replace(EXAMPLE_RECEIVER, receiver).replace(EXAMPLE_SMARTHOST, smarthost);
        return new Source(source.name(), text);
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
