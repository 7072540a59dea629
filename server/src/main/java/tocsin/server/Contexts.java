package tocsin.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The event-loop contexts of the process: one for routing, one for HTTP and control, one for sending to other
 * Alertmanagers, the rest for rule groups, so that a rule with very many series never delays a notification or an answer.
 */
record Contexts(Context routing, Context control, Context sending, List<Context> evaluation) {
    /** Loops beside those of rule groups. */
    static final int OTHERS = 3;

    /** @param evaluationLoops at least one */
    static Future<Contexts> create(Vertx vertx, int evaluationLoops) {
        Future<List<Context>> all = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < OTHERS + evaluationLoops; i++) {
            all = all.compose(contexts -> context(vertx).map(context -> {
                contexts.add(context);
                return contexts;
            }));
        }
        return all.map(contexts -> new Contexts(
                contexts.get(0),
                contexts.get(1),
                contexts.get(2),
                List.copyOf(contexts.subList(OTHERS, contexts.size()))));
    }

    private static Future<Context> context(Vertx vertx) {
        Promise<Context> made = Promise.promise();
        VerticleBase shell = new VerticleBase() {
            @Override
            public Future<?> start() {
                made.complete(Objects.requireNonNull(context));
                return Future.succeededFuture();
            }
        };
        return vertx.deployVerticle(shell).compose(id -> made.future());
    }
}
