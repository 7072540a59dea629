package tocsin.delivery;

import io.vertx.core.Future;

/** Sends notifications to one integration of a receiver: the port between the router and the world. */
public interface Notifier {
    /**
     * One attempt. Never blocks, bounds its own time, and never throws: what goes wrong is a {@link DeliveryResult}. The
     * future completes on the caller's context.
     */
    Future<DeliveryResult> send(Notification notification);
}
