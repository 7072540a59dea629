package tocsin.router.group;

import io.vertx.core.Future;

/** Takes a flush through the pipeline. */
public interface FlushHandler {
    /**
     * @return completes on the routing context, in bounded time
     */
    Future<FlushResult> run(Flush flush);
}
