package tocsin.router.silence;

import java.util.Objects;
import java.util.function.Function;

/** What became of a request to change silences. */
public sealed interface SilenceOutcome {
    /** Done and handed to the store. {@code silence} is the version in force, under its old or a new id. */
    record Accepted(Silence silence) implements SilenceOutcome {
        public Accepted {
            Objects.requireNonNull(silence, "silence");
        }
    }

    /** There is no silence of this id. */
    record Unknown(String id) implements SilenceOutcome {}

    /** Nothing has changed. {@code message} says what is wrong, in the words of Alertmanager where it has some. */
    record Refused(String message) implements SilenceOutcome {}

    default <T> T fold(Function<Accepted, T> accepted, Function<Unknown, T> unknown, Function<Refused, T> refused) {
        if (this instanceof Accepted a) {
            return accepted.apply(a);
        }
        return this instanceof Unknown u ? unknown.apply(u) : refused.apply((Refused) this);
    }
}
