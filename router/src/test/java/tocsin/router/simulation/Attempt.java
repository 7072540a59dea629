package tocsin.router.simulation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.model.Labels;

/** One attempt of the router to notify, as the receiver saw it. */
final class Attempt {
    final Notification notification;
    final long at;
    final Duration longest;

    @Nullable
    DeliveryResult answer;

    /** On the elapsed clock. */
    long answeredAt;

    @Nullable
    ExpectedDelivery delivery;

    Attempt(Notification notification, long at, Duration longest) {
        this.notification = notification;
        this.at = at;
        this.longest = longest;
    }

    void answer(DeliveryResult result, long at) {
        answer = result;
        answeredAt = at;
    }

    /** Where it came from and where it went. Group keys would not do: twin routes share them. */
    record Address(String uid, Labels groupLabels, IntegrationId integration) {
        static Address of(Notification notification) {
            return new Address(
                    notification.routeLabels().getOrEmpty(World.UID),
                    notification.groupLabels(),
                    notification.integration());
        }
    }
}
