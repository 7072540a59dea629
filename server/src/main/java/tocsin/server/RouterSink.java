package tocsin.server;

import io.vertx.core.Future;
import java.util.List;
import tocsin.evaluator.send.AlertSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.router.Router;

/** Hands the alerts of rules to the router of this process, on its context. */
final class RouterSink implements AlertSink {
    private final Router router;
    private final Owner routing;

    RouterSink(Router router, Owner routing) {
        this.router = router;
        this.routing = routing;
    }

    @Override
    public Future<Void> send(List<RuleAlert> alerts) {
        List<Alert> plain = alerts.stream().map(RuleAlert::alert).toList();
        return routing.call(() -> {
            router.acceptFromRules(plain);
            return Future.succeededFuture();
        });
    }
}
