package tocsin.router.pipeline;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tocsin.delivery.FailureReason;

/** How all attempts of one delivery ended. */
sealed interface DeliveryOutcome {
    int attempts();

    record Delivered(int attempts, Map<String, String> receiverData, List<String> notes) implements DeliveryOutcome {}

    record Failed(int attempts, FailureReason reason, String message) implements DeliveryOutcome {}

    /** By a reload or the end of the process, between two attempts. */
    record Stopped(int attempts) implements DeliveryOutcome {}

    default <T> T fold(
            Function<? super Delivered, ? extends T> delivered,
            Function<? super Failed, ? extends T> failed,
            Function<? super Stopped, ? extends T> stopped) {
        if (this instanceof Delivered d) {
            return delivered.apply(d);
        }
        if (this instanceof Failed f) {
            return failed.apply(f);
        }
        return stopped.apply((Stopped) this);
    }
}
