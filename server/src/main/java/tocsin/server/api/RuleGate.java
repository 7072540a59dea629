package tocsin.server.api;

import java.time.Instant;
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
        public Finding at(Labels alert, Instant at) {
            return NO_RULE;
        }
    };

    Finding NO_RULE = Finding.of(Gate.RULE, Effect.PASSES, "no rule of this process gives an alert with these labels");

    Finding now(Labels alert, Instant now);

    /** As far as is on record. */
    Finding at(Labels alert, Instant at);
}
