package tocsin.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tocsin.http.HttpConfigException;
import tocsin.server.cli.ExitCode;
import tocsin.server.log.Logging;
import tocsin.state.StateStoreException;

/** {@code tocsin run}: the server. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Evaluates rules, routes alerts, notifies, serves the API. Runs until SIGTERM; SIGHUP reloads.")
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private final RunOptions options = new RunOptions();

    @Spec
    void addAcceptedFlags(CommandSpec spec) {
        this.spec = spec;
        AcceptedFlags.addTo(spec);
    }

    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Logging.configure(options.logFormat, options.logLevel);
        checkUsage();
        AcceptedFlags.report(spec.commandLine().getParseResult());
        Vertx vertx = vertx();
        try {
            return run(vertx);
        } finally {
            vertx.close();
        }
    }

    /** One event loop for each of {@link Contexts}. */
    static Vertx vertx() {
        int evaluation = Math.max(2, Runtime.getRuntime().availableProcessors());
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(Contexts.OTHERS + evaluation)
                .setPreferNativeTransport(true));
    }

    private void checkUsage() {
        try {
            options.check();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int run(Vertx vertx) throws InterruptedException {
        log.atInfo().addKeyValue("version", Version.text()).log("Starting Tocsin");
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<@Nullable TocsinServer> running = new AtomicReference<>();
        listenForSignals(asked, running);
        Wiring.Started started;
        try {
            started = start(vertx);
        } catch (ConfigurationRefused e) {
            e.problems().forEach(problem -> System.err.println(problem));
            return ExitCode.PROBLEMS;
        } catch (HttpConfigException e) {
            log.atError().addKeyValue("err", e.getMessage()).log("A connection cannot be set up as configured");
            return ExitCode.PROBLEMS;
        } catch (IOException | StateStoreException e) {
            log.atError().addKeyValue("err", e.getMessage()).log("Could not start");
            return ExitCode.COULD_NOT;
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("Could not start");
            return ExitCode.COULD_NOT;
        }
        running.set(started.server());
        started.addresses().forEach(address -> reportListening(address, started.tls()));
        asked.await();
        log.info("Stopping; attempts in flight get 10 s");
        return end(started.server());
    }

    private static void reportListening(String address, boolean tls) {
        LoggingEventBuilder line = log.atInfo().addKeyValue("address", address);
        (tls ? line.addKeyValue("tls", true) : line).log("Listening on");
    }

    /** Awaiting a future throws its failure as it is, checked or not; here the compiler gets to know of it. */
    private Wiring.Started start(Vertx vertx) throws ConfigurationRefused, HttpConfigException, IOException {
        return new Wiring(vertx, options).start().await();
    }

    /** From the first moment on: the default action of SIGHUP would end a Tocsin that is still starting. */
    private static void listenForSignals(CountDownLatch asked, AtomicReference<@Nullable TocsinServer> running) {
        Signals.on("HUP", () -> {
            TocsinServer server = running.get();
            if (server != null) {
                server.reload();
            }
        });
        Signals.on("TERM", asked::countDown);
        Signals.on("INT", asked::countDown);
    }

    static int end(TocsinServer server) throws InterruptedException {
        try {
            server.close().await(TocsinServer.DRAIN.toSeconds() + 10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.atWarn().setCause(e).log("Stopped before everything had ended");
        }
        log.info("Stopped");
        return ExitCode.FINE;
    }
}
