package tocsin.server.webconfig;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.time.Scheduler;

/**
 * Stands in front of everything that is served: TLS, headers, the rate limit, passwords. Looks after its file and
 * certificates every few seconds, and goes on with what it had when they are broken.
 *
 * <p>What cannot change while running: TLS on or off, HTTP/2, the rate limit; and passwords are not turned off, as a file
 * that is being written may lack them for a moment. Lives on the context that listens.
 */
public final class WebFront {
    private static final Logger log = LoggerFactory.getLogger(WebFront.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final @Nullable WebConfigFile file;
    private final WebConfigObserver observer;
    private final boolean http2;
    private final RequestGuard guard;
    private final HandshakeFailures handshakeFailures;
    private final List<HttpServer> servers = new ArrayList<>();

    private volatile InForce inForce;
    private String fingerprint;
    private @Nullable String brokenBecause;
    private Future<Void> refreshing = Future.succeededFuture();
    private Scheduler.@Nullable Timer nextLook;
    private boolean closed;

    /** @param passwords null when nobody is asked for one */
    private record InForce(
            @Nullable LoadedTls tls,
            Map<String, String> headers,
            @Nullable Passwords passwords) {}

    private WebFront(
            Vertx vertx,
            @Nullable WebConfigFile file,
            WebConfigFile.Reading first,
            LoadedWebConfig loaded,
            LongSupplier nanoTime,
            WebConfigObserver observer) {
        this.vertx = vertx;
        this.file = file;
        this.observer = observer;
        this.http2 = loaded.config().http2();
        WebConfig.RateLimit limit = loaded.config().rateLimit();
        this.guard = new RequestGuard(limit == null ? null : new RateLimiter(limit, nanoTime), observer);
        this.handshakeFailures = new HandshakeFailures(observer, nanoTime);
        this.fingerprint = first.fingerprint();
        this.inForce = inForce(loaded, null);
    }

    /** Plain HTTP for everybody. */
    public static WebFront open(Vertx vertx) {
        return new WebFront(
                vertx,
                null,
                new WebConfigFile.Reading("", null, List.of()),
                LoadedWebConfig.EMPTY,
                System::nanoTime,
                new WebConfigObserver() {});
    }

    /**
     * Reads the file. Blocks.
     *
     * @param nanoTime monotonic, for the rate limit
     * @param problems gets all of them
     * @return null when the file has errors
     */
    public static @Nullable WebFront open(
            Vertx vertx, WebConfigFile file, LongSupplier nanoTime, WebConfigObserver observer, Problems problems) {
        WebConfigFile.Reading first = file.read("");
        problems.addAll(first.problems());
        LoadedWebConfig loaded = first.loaded();
        return loaded == null ? null : new WebFront(vertx, file, first, loaded, nanoTime, observer);
    }

    /** Whether connections are TLS. Any thread. */
    public boolean tls() {
        return inForce.tls() != null;
    }

    /** A server that speaks TLS when the file says so, and gets new certificates from then on. */
    public HttpServer server(HttpServerOptions options) {
        LoadedTls tls = inForce.tls();
        if (tls == null) {
            return vertx.createHttpServer(options);
        }
        HttpServer server = vertx.httpServerBuilder()
                .with(new HttpServerConfig(options).setVersions(versions()))
                .with(tls.options(http2))
                .with(new TlsEngine())
                .build();
        servers.add(server);
        return server.exceptionHandler(handshakeFailures::connectionFailed);
    }

    /** Said in full: what the options allow in clear text counts for TLS otherwise. */
    private Set<HttpVersion> versions() {
        return http2
                ? EnumSet.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)
                : EnumSet.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    }

    /** Begins to look after the file. On the context that listens, whose scheduler this must be. */
    public void start(Scheduler scheduler) {
        InForce now = inForce;
        observer.loaded();
        if (now.tls() != null) {
            observer.certificateEnds(now.tls().notAfter());
        }
        if (file != null) {
            lookAgain(scheduler);
        }
    }

    private void lookAgain(Scheduler scheduler) {
        if (!closed) {
            nextLook = scheduler.after(LOOK, () -> refresh().onComplete(done -> lookAgain(scheduler)));
        }
    }

    /** Ends the looking after the file. On the context that listens. */
    public void close() {
        closed = true;
        if (nextLook != null) {
            nextLook.cancel();
        }
    }

    /** Lets pass who may; a handler for all routes, before all others. */
    public void guard(RoutingContext context) {
        InForce now = inForce;
        guard.handle(context, now.headers(), now.passwords());
    }

    /**
     * Looks at the file now.
     *
     * @return fails with what is wrong when the file is broken, and nothing has changed then
     */
    public Future<Void> refresh() {
        WebConfigFile read = file;
        if (read == null) {
            return Future.succeededFuture();
        }
        refreshing = refreshing.transform(earlier -> {
            String known = fingerprint;
            return vertx.executeBlocking(() -> read.read(known), false).compose(this::apply);
        });
        return refreshing;
    }

    private Future<Void> apply(WebConfigFile.Reading reading) {
        if (reading.fingerprint().equals(fingerprint)) {
            return brokenBecause == null ? Future.succeededFuture() : Future.failedFuture(brokenBecause);
        }
        fingerprint = reading.fingerprint();
        reading.problems()
                .forEach(problem -> log.atLevel(problem.isError() ? Level.ERROR : Level.WARN)
                        .addKeyValue("problem", problem)
                        .log("Web configuration problem"));
        LoadedWebConfig loaded = reading.loaded();
        String reason = loaded == null ? firstError(reading.problems()) : forbidden(loaded);
        if (loaded == null || reason != null) {
            return broken(String.valueOf(reason));
        }
        return updateTls(loaded.tls())
                .onSuccess(updated -> replace(loaded))
                .recover(failure -> broken(String.valueOf(failure.getMessage())));
    }

    private static String firstError(List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .map(Problem::toString)
                .findFirst()
                .orElse("it cannot be read");
    }

    /** What a change must not do while running, null when it is fine. */
    private @Nullable String forbidden(LoadedWebConfig loaded) {
        if ((loaded.tls() != null) != tls()) {
            return "TLS cannot be turned on or off while Tocsin runs; start it again";
        }
        if (loaded.config().users().isEmpty() && inForce.passwords() != null) {
            return "passwords (`basic_auth_users`) cannot be turned off while Tocsin runs; start it again";
        }
        return null;
    }

    private Future<Void> updateTls(@Nullable LoadedTls tls) {
        if (tls == null) {
            return Future.succeededFuture();
        }
        ServerSSLOptions options = tls.options(http2);
        return Future.join(servers.stream()
                        .map(server -> server.updateSSLOptions(options.copy(), true))
                        .toList())
                .mapEmpty();
    }

    private void replace(LoadedWebConfig loaded) {
        if (loaded.config().http2() != http2) {
            log.warn("The change of `http2` takes effect when Tocsin starts again");
        }
        inForce = inForce(loaded, inForce.passwords());
        brokenBecause = null;
        observer.loaded();
        if (loaded.tls() != null) {
            observer.certificateEnds(loaded.tls().notAfter());
        }
        log.info("Web configuration and certificates were read again");
    }

    private Future<Void> broken(String reason) {
        brokenBecause = reason;
        observer.refused();
        log.atError()
                .addKeyValue("err", reason)
                .log("The changed web configuration is not used; the previous one goes on");
        return Future.failedFuture(reason);
    }

    private InForce inForce(LoadedWebConfig loaded, @Nullable Passwords before) {
        Map<String, PasswordHash> users = loaded.config().users();
        Passwords passwords = before != null && before.judge(users) ? before : passwords(users);
        return new InForce(loaded.tls(), loaded.config().headers(), passwords);
    }

    private @Nullable Passwords passwords(Map<String, PasswordHash> users) {
        return users.isEmpty()
                ? null
                : new Passwords(users, new Bcrypt(), work -> vertx.executeBlocking(work::get, false));
    }
}
