package tocsin.server.api;

import io.vertx.core.Future;
import java.util.function.Function;
import tocsin.router.Router;

/** The door to the router, whose state belongs to the routing context. */
public interface RouterAccess {
    /**
     * Asks on the routing context; any context may call.
     *
     * @return completes on the caller's context
     */
    <T> Future<T> ask(Function<Router, Future<T>> question);
}
