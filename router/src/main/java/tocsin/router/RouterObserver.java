package tocsin.router;

import java.time.Duration;
import tocsin.router.ingest.IntakeObserver;
import tocsin.router.journal.JournalObserver;
import tocsin.router.pipeline.PipelineObserver;
import tocsin.router.silence.SilenceObserver;

/**
 * Feeds the metrics of the router. Called on the routing context; must be quick. Gauges are asked for by
 * {@link Router#figures()}.
 */
public interface RouterObserver extends IntakeObserver, PipelineObserver, JournalObserver, SilenceObserver {
    /** {@code alertmanager_dispatcher_alert_processing_duration_seconds}: merge and placement of a batch of alerts. */
    void alertsProcessed(int alerts, Duration took);
}
