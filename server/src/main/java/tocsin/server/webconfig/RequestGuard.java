package tocsin.server.webconfig;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets requests pass, or answers them. In upstream's order: the rate limit, then the password; headers in every answer. */
final class RequestGuard {
    private final @Nullable RateLimiter limiter;
    private final WebConfigObserver observer;

    /** @param limiter null when there is no limit */
    RequestGuard(@Nullable RateLimiter limiter, WebConfigObserver observer) {
        this.limiter = limiter;
        this.observer = observer;
    }

    /** @param passwords null when nobody is asked for one */
    void handle(RoutingContext context, Map<String, String> headers, @Nullable Passwords passwords) {
        HttpServerResponse response = context.response();
        headers.forEach(response::putHeader);
        if (limiter != null && !limiter.allow()) {
            observer.rateLimited();
            refuse(context, 429, "Too Many Requests");
        } else if (passwords == null) {
            context.next();
        } else {
            authenticate(context, passwords);
        }
    }

    private void authenticate(RoutingContext context, Passwords passwords) {
        HttpServerRequest request = context.request();
        BasicCredentials credentials = BasicCredentials.of(request.getHeader("Authorization"));
        if (credentials == null) {
            unauthorized(context);
            return;
        }
        Passwords.Verdict known = passwords.known(credentials);
        if (known != null) {
            judged(context, credentials, known);
            return;
        }
        // Nobody reads the body meanwhile, and what nobody reads is lost.
        request.pause();
        passwords
                .compare(credentials, address(request))
                .andThen(judged -> request.resume())
                .onSuccess(verdict -> {
                    if (isOpen(context.response())) {
                        judged(context, credentials, verdict);
                    }
                })
                .onFailure(context::fail);
    }

    /** Who went away or was timed out meanwhile must not begin anything: its end has been told to those who clean up. */
    private static boolean isOpen(HttpServerResponse response) {
        return !response.ended() && !response.closed();
    }

    private void judged(RoutingContext context, BasicCredentials credentials, Passwords.Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> {
                AuthenticatedUser.set(context, credentials.user());
                context.next();
            }
            case REFUSED -> unauthorized(context);
            case TOO_MANY -> {
                observer.tooManyLogins();
                context.response().putHeader("Retry-After", "1");
                refuse(context, 503, "Too many passwords wait to be checked, try again later.");
            }
        }
    }

    private static String address(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String host = remote == null ? null : remote.hostAddress();
        return host == null ? "" : host;
    }

    private void unauthorized(RoutingContext context) {
        observer.unauthorized();
        context.response().putHeader("WWW-Authenticate", "Basic");
        refuse(context, 401, "Unauthorized");
    }

    private static void refuse(RoutingContext context, int status, String text) {
        boolean head = context.request().method().equals(HttpMethod.HEAD);
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(head ? "" : text + "\n");
    }
}
