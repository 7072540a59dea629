package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.router.RouterFigures;
import tocsin.router.RouterObserver;
import tocsin.router.group.SuppressionReason;
import tocsin.router.pipeline.IntegrationHealth;
import tocsin.router.silence.AuditRecord;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceObserver;

/** The {@code alertmanager_*} metrics of intake, groups and notifications, named and initialised as upstream does. */
public final class RouterMetrics implements RouterObserver {
    private static final Logger log = LoggerFactory.getLogger(RouterMetrics.class);

    /** Every kind exists from the start, so that {@code rate()} sees the first increase. */
    private static final List<String> INTEGRATIONS = List.of(
            "discord",
            "email",
            "incidentio",
            "jira",
            "mattermost",
            "msteams",
            "msteamsv2",
            "opsgenie",
            "pagerduty",
            "pushover",
            "rocketchat",
            "slack",
            "sns",
            "telegram",
            "victorops",
            "webex",
            "webhook",
            "wechat");

    private final Counter received;
    private final SilenceObserver silenceLog;
    private final SilenceMetrics silences;
    private final IntegrationMetrics integrations;
    private final Gauge inhibitionRules;
    private final Counter invalid;
    private final Counter limited;
    private final Counter notifications;
    private final Counter notificationsFailed;
    private final Counter requests;
    private final Counter requestsFailed;
    private final Histogram latency;
    private final Counter suppressed;
    private final Summary processing;
    private final Gauge alerts;
    private final Gauge groups;
    private final Counter stateWriteFailures;

    /**
     * @param alertsPerName the limit of alerts of one name; zero for none
     * @param silenceLog told of silences too
     */
    public RouterMetrics(PrometheusRegistry registry, int alertsPerName, SilenceObserver silenceLog) {
        this.silenceLog = silenceLog;
        silences = new SilenceMetrics(registry);
        integrations = new IntegrationMetrics(registry);
        inhibitionRules = Gauge.builder()
                .name("alertmanager_inhibition_rules")
                .help("Number of configured inhibition rules.")
                .register(registry);
        received = Counter.builder()
                .name("alertmanager_alerts_received_total")
                .help("The total number of received alerts.")
                .labelNames("status", "version")
                .register(registry);
        invalid = Counter.builder()
                .name("alertmanager_alerts_invalid_total")
                .help("The total number of received alerts that were invalid.")
                .labelNames("version")
                .register(registry);
        limited = Counter.builder()
                .name("alertmanager_alerts_limited_total")
                .help("The total number of alerts that were dropped due to hitting alert name limit.")
                .register(registry);
        Gauge.builder()
                .name("alertmanager_alerts_per_alert_limit")
                .help("Current limit on number of alerts per alert name.")
                .register(registry)
                .set(alertsPerName);
        notifications = Counter.builder()
                .name("alertmanager_notifications_total")
                .help("The total number of attempted notifications.")
                .labelNames("integration")
                .register(registry);
        notificationsFailed = Counter.builder()
                .name("alertmanager_notifications_failed_total")
                .help("The total number of failed notifications.")
                .labelNames("integration", "reason")
                .register(registry);
        requests = Counter.builder()
                .name("alertmanager_notification_requests_total")
                .help("The total number of attempted notification requests.")
                .labelNames("integration")
                .register(registry);
        requestsFailed = Counter.builder()
                .name("alertmanager_notification_requests_failed_total")
                .help("The total number of failed notification requests.")
                .labelNames("integration")
                .register(registry);
        latency = Histogram.builder()
                .name("alertmanager_notification_latency_seconds")
                .help("The latency of notifications in seconds.")
                .classicUpperBounds(1, 5, 10, 15, 20)
                .classicOnly()
                .labelNames("integration")
                .register(registry);
        suppressed = Counter.builder()
                .name("alertmanager_notifications_suppressed_total")
                .help(
                        "The total number of notifications suppressed for being silenced, inhibited, outside of active time"
                                + " intervals or within muted time intervals.")
                .labelNames("reason")
                .register(registry);
        processing = Summary.builder()
                .name("alertmanager_dispatcher_alert_processing_duration_seconds")
                .help("Summary of latencies for the processing of alerts.")
                .register(registry);
        alerts = Gauge.builder()
                .name("alertmanager_alerts")
                .help("How many alerts by state.")
                .labelNames("state")
                .register(registry);
        groups = Gauge.builder()
                .name("alertmanager_dispatcher_aggregation_groups")
                .help("Number of active aggregation groups.")
                .register(registry);
        stateWriteFailures = Counter.builder()
                .name("tocsin_router_state_write_failures_total")
                .help("Writes of routing state that failed; what they held is kept and written with the next one.")
                .register(registry);
        initialise();
    }

    private void initialise() {
        received.initLabelValues("firing", "v2");
        received.initLabelValues("resolved", "v2");
        invalid.initLabelValues("v2");
        for (String integration : INTEGRATIONS) {
            notifications.initLabelValues(integration);
            requests.initLabelValues(integration);
            requestsFailed.initLabelValues(integration);
            latency.initLabelValues(integration);
            for (FailureReason reason : FailureReason.values()) {
                notificationsFailed.initLabelValues(integration, reason.label());
            }
        }
        for (SuppressionReason reason : SuppressionReason.values()) {
            suppressed.initLabelValues(reason.label());
        }
    }

    /** Sets the gauges; called before each scrape. */
    public void show(RouterFigures figures) {
        alerts.labelValues("active").set(figures.active());
        alerts.labelValues("suppressed").set(figures.suppressed());
        alerts.labelValues("unprocessed").set(figures.unprocessed());
        groups.set(figures.groups());
        inhibitionRules.set(figures.inhibitRules());
        silences.show(figures.silences());
    }

    /** As {@link #show(RouterFigures)}. */
    public void show(Map<String, List<IntegrationHealth>> health) {
        integrations.show(health);
    }

    @Override
    public void alertsReceived(int firing, int resolved) {
        received.labelValues("firing", "v2").inc(firing);
        received.labelValues("resolved", "v2").inc(resolved);
    }

    @Override
    public void alertsInvalid(int count) {
        invalid.labelValues("v2").inc(count);
    }

    @Override
    public void alertsLimited(int count) {
        limited.inc(count);
    }

    @Override
    public void alertsProcessed(int count, Duration took) {
        processing.observe(Seconds.of(took));
    }

    @Override
    public void notified(IntegrationId integration) {
        notifications.labelValues(integration.kind()).inc();
    }

    @Override
    public void notificationFailed(IntegrationId integration, FailureReason reason) {
        notificationsFailed.labelValues(integration.kind(), reason.label()).inc();
    }

    @Override
    public void requested(IntegrationId integration, Duration took, boolean failed) {
        requests.labelValues(integration.kind()).inc();
        if (failed) {
            requestsFailed.labelValues(integration.kind()).inc();
        }
        latency.labelValues(integration.kind()).observe(Seconds.of(took));
    }

    @Override
    public void suppressed(SuppressionReason reason, int count) {
        suppressed.labelValues(reason.label()).inc(count);
    }

    @Override
    public void silenceChanged(AuditRecord change) {
        silenceLog.silenceChanged(change);
    }

    @Override
    public void silenceUnusable(Silence silence) {
        silences.unusable();
    }

    @Override
    public void stateWriteFailed(Throwable cause) {
        stateWriteFailures.inc();
        // Each second while a disk fails; that it does is said once, by who watches the store.
        log.atDebug().setCause(cause).log("Routing state could not be written; it is kept and written again");
    }
}
