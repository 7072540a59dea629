package tocsin.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    /** How much longer a start may take that is to end: a sound one is done by then, and ends in order. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

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
                // Else it makes a directory in the one for temporary files, which may be read-only.
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false))
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
        CompletableFuture<Void> asked = new CompletableFuture<>();
        AtomicReference<@Nullable TocsinServer> running = new AtomicReference<>();
        listenForSignals(asked, running);
        Wiring wiring = new Wiring(vertx, options);
        Wiring.Started started;
        try {
            started = Startup.begin(() -> wiring.start().await()).await(asked, PATIENCE);
        } catch (ExecutionException e) {
            return refused(e.getCause());
        }
        if (started == null) {
            return abandon(wiring);
        }
        running.set(started.server());
        started.addresses().forEach(address -> reportListening(address, started.tls()));
        asked.join();
        log.info("Stopping; attempts in flight get 10 s");
        return end(started.server());
    }

    private static void reportListening(String address, boolean tls) {
        LoggingEventBuilder line = log.atInfo().addKeyValue("address", address);
        (tls ? line.addKeyValue("tls", true) : line).log("Listening on");
    }

    private static int refused(@Nullable Throwable cause) {
        if (cause instanceof ConfigurationRefused refused) {
            refused.problems().forEach(problem -> System.err.println(problem));
            return ExitCode.PROBLEMS;
        }
        if (cause instanceof HttpConfigException) {
            log.atError().addKeyValue("err", cause.getMessage()).log("A connection cannot be set up as configured");
            return ExitCode.PROBLEMS;
        }
        if (cause instanceof IOException || cause instanceof StateStoreException) {
            log.atError().addKeyValue("err", cause.getMessage()).log("Could not start");
        } else {
            log.atError().setCause(cause).log("Could not start");
        }
        return ExitCode.COULD_NOT;
    }

    /** Without what a process does at its end: that would wait for the same disk. What it has begun is as safe as in a crash. */
    private static int abandon(Wiring wiring) {
        log.atWarn()
                .addKeyValue("waitedFor", String.join(", ", wiring.waitsFor()))
                .log("Stopped before the start was done");
        Runtime.getRuntime().halt(ExitCode.FINE);
        return ExitCode.FINE;
    }

    /** From the first moment on: the default action of SIGHUP would end a Tocsin that is still starting. */
    private static void listenForSignals(
            CompletableFuture<Void> asked, AtomicReference<@Nullable TocsinServer> running) {
        Signals.on("HUP", () -> {
            TocsinServer server = running.get();
            if (server != null) {
                server.reload();
            }
        });
        Signals.on("TERM", () -> asked.complete(null));
        Signals.on("INT", () -> asked.complete(null));
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
