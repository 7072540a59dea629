package tocsin.router.pipeline;

import io.vertx.core.Future;
import tocsin.model.Labels;
import tocsin.router.group.Flush;

/** Renders the labels of a route, whose values are templates: the port through which templates reach the router. */
@FunctionalInterface
public interface RouteLabelRenderer {
    /** For configurations without route labels. */
    RouteLabelRenderer NONE = flush -> Future.succeededFuture(Labels.empty());

    /**
     * Renders the labels of the flush's route once, with all alerts of the flush, those that a gate holds back too. Asked
     * only of routes that have labels.
     *
     * @return completes on the routing context, in bounded time; a label whose template fails is left out
     */
    Future<Labels> render(Flush flush);
}
