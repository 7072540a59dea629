package tocsin.server.api;

import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Function;
import tocsin.router.silence.ChangeOrigin;

/** Who sends a request, and from where. */
final class Requester {
    private final Function<RoutingContext, Optional<String>> user;

    /** @param user who is authenticated, if anybody is */
    Requester(Function<RoutingContext, Optional<String>> user) {
        this.user = user;
    }

    Optional<String> user(RoutingContext context) {
        return user.apply(context);
    }

    ChangeOrigin origin(RoutingContext context) {
        return new ChangeOrigin(
                user(context).orElse(""),
                address(context.request().remoteAddress()),
                String.join(", ", context.request().headers().getAll("X-Forwarded-For")));
    }

    private static String address(SocketAddress remote) {
        return Optional.ofNullable(remote.hostAddress()).orElseGet(remote::toString);
    }
}
