package tocsin.server;

import io.vertx.core.Future;
import java.util.function.Function;
import tocsin.router.Router;
import tocsin.server.api.RouterAccess;

/** The router, asked on the routing context. */
record OwnedRouter(Router router, Owner owner) implements RouterAccess {
    @Override
    public <T> Future<T> ask(Function<Router, Future<T>> question) {
        return owner.call(() -> question.apply(router));
    }
}
