package tocsin.router.pipeline;

import java.time.Duration;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.router.group.SuppressionReason;

/** Counts what goes out. */
public interface PipelineObserver {
    /** {@code alertmanager_notifications_total}: also when there is nothing to send but the log to write. */
    void notified(IntegrationId integration);

    /** {@code alertmanager_notifications_failed_total}. */
    void notificationFailed(IntegrationId integration, FailureReason reason);

    /**
     * {@code alertmanager_notification_requests_total}, {@code …_failed_total} and {@code …_latency_seconds}: one attempt.
     */
    void requested(IntegrationId integration, Duration latency, boolean failed);

    /** {@code alertmanager_notifications_suppressed_total}, counted in alerts. */
    void suppressed(SuppressionReason reason, int alerts);
}
