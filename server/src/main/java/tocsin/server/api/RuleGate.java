package tocsin.server.api;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import tocsin.model.Labels;
import tocsin.router.explain.Effect;
import tocsin.router.explain.Finding;
import tocsin.router.explain.Gate;

/** What the rules of this process have to say of an alert, by the labels under which the router knows it. Any thread. */
public interface RuleGate {
    /** For a process without rules. */
    RuleGate NONE = new RuleGate() {
        @Override
        public Finding now(Labels alert, Instant now) {
            return NO_RULE;
        }

        @Override
        public List<Labels> alerts() {
            return List.of();
        }

        @Override
        public Future<Finding> at(Labels alert, Instant at) {
            return Future.succeededFuture(NO_RULE);
        }
    };

    Finding NO_RULE = Finding.of(Gate.RULE, Effect.PASSES, "no rule of this process gives an alert with these labels");

    Finding now(Labels alert, Instant now);

    /** The pending, firing and lately resolved alerts of all rules, by the labels under which the router knows them. */
    List<Labels> alerts();

    /** As far as is on record. Completes on the context of the caller. */
    Future<Finding> at(Labels alert, Instant at);
}
