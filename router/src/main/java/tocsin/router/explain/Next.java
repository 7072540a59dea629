package tocsin.router.explain;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.NotifyReason;

/** What one integration hears of one alert next, if nothing else changes and the receivers take what they are sent. */
public sealed interface Next {
    /**
     * A flush notifies it.
     *
     * @param firing whether the alert fires in that notification, or is resolved
     */
    record Notified(Instant at, NotifyReason reason, boolean firing) implements Next {}

    /**
     * A notification that has the alert is on its way.
     *
     * @param attempt the number of the attempt that comes or waits for its answer
     * @param at when the next attempt begins; null while one waits for its answer, or for its turn
     * @param begun whether it waits for its answer
     */
    record Trying(int attempt, @Nullable Instant at, boolean begun) implements Next {}

    /** At that flush the alert leaves its group, and the integration is not told of it. */
    record Dropped(Instant at) implements Next {}

    /** Nothing will change by itself. */
    record Never() implements Next {}

    /** The search was given up there. */
    record Unforeseen(Instant from) implements Next {}

    default <T> T fold(
            Function<? super Notified, ? extends T> notified,
            Function<? super Trying, ? extends T> trying,
            Function<? super Dropped, ? extends T> dropped,
            Supplier<? extends T> never,
            Function<? super Unforeseen, ? extends T> unforeseen) {
        if (this instanceof Notified some) {
            return notified.apply(some);
        }
        if (this instanceof Trying some) {
            return trying.apply(some);
        }
        if (this instanceof Dropped some) {
            return dropped.apply(some);
        }
        return this instanceof Unforeseen some ? unforeseen.apply(some) : never.get();
    }

    /** When it happens; null when it does not, or nobody knows when. */
    default @Nullable Instant when() {
        return this.<@Nullable Instant>fold(Notified::at, Trying::at, Dropped::at, () -> null, unforeseen -> null);
    }
}
