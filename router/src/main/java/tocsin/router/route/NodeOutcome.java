package tocsin.router.route;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import tocsin.model.Matcher;

/** What became of an alert at one node of the tree. */
public sealed interface NodeOutcome {
    /** All matchers fit, and no child took the alert: this route notifies. */
    record Reached() implements NodeOutcome {}

    /** All matchers fit, and at least one child took the alert: this route does not notify. */
    record PassedOn() implements NodeOutcome {}

    /**
     * A matcher did not fit; those after it were not looked at.
     *
     * @param matcher the first that did not fit
     * @param actual the alert's value, empty when it lacks the label
     */
    record NotMatched(Matcher matcher, String actual) implements NodeOutcome {
        public NotMatched {
            Objects.requireNonNull(matcher, "matcher");
            Objects.requireNonNull(actual, "actual");
        }

        /** In words: what was wanted, and what the alert has. */
        public String why() {
            return actual.isEmpty()
                    ? "it wants %s, and the alert has no `%s`".formatted(matcher, matcher.name())
                    : "it wants %s, and `%s` is \"%s\"".formatted(matcher, matcher.name(), actual);
        }
    }

    /** @param taker the earlier sibling that took the alert and has no {@code continue} */
    record NotTried(RouteNode taker) implements NodeOutcome {
        public NotTried {
            Objects.requireNonNull(taker, "taker");
        }
    }

    default boolean isReached() {
        return this instanceof Reached;
    }

    default <T> T fold(
            Supplier<? extends T> reached,
            Supplier<? extends T> passedOn,
            Function<? super NotMatched, ? extends T> notMatched,
            Function<? super NotTried, ? extends T> notTried) {
        if (this instanceof NotMatched failure) {
            return notMatched.apply(failure);
        }
        if (this instanceof NotTried skipped) {
            return notTried.apply(skipped);
        }
        return isReached() ? reached.get() : passedOn.get();
    }
}
