package tocsin.delivery;

import io.vertx.core.Future;
import java.time.Duration;

/** Sends notifications to one integration of a receiver: the port between the router and the world. */
public interface Notifier {
    /**
     * One attempt. Never blocks and never throws: what goes wrong is a {@link DeliveryResult}. The future completes on the
     * caller's context.
     *
     * @param longest after which nobody waits for the answer any more; positive. The attempt has to be over then, so that it
     *     neither holds a connection nor arrives after the next one
     */
    Future<DeliveryResult> send(Notification notification, Duration longest);

    /** How many attempts it can make at the same time, at least 1; more would only wait inside. The same for its whole life. */
    default int attemptsAtOnce() {
        return Integer.MAX_VALUE;
    }
}
