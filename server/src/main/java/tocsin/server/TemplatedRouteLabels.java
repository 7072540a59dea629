package tocsin.server;

import io.vertx.core.Future;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.RouteLabelTexts;
import tocsin.router.group.Flush;
import tocsin.router.pipeline.RouteLabelRenderer;

/** Renders route labels on a worker, with the templates of one configuration. */
final class TemplatedRouteLabels implements RouteLabelRenderer {
    private static final Logger log = LoggerFactory.getLogger(TemplatedRouteLabels.class);
    /** As the kind of an integration in metrics. */
    private static final String ROUTE = "route";

    private final NotificationTemplates templates;
    private final Integrations.Surroundings surroundings;

    TemplatedRouteLabels(NotificationTemplates templates, Integrations.Surroundings surroundings) {
        this.templates = templates;
        this.surroundings = surroundings;
    }

    @Override
    public Future<Labels> render(Flush flush) {
        NotificationData data = NotificationData.of(unfiltered(flush), surroundings.externalUrl());
        return surroundings
                .vertx()
                .executeBlocking(() -> RouteLabelTexts.render(templates, data, surroundings.runtime()), false)
                .map(rendered -> {
                    rendered.failures().forEach((name, failure) -> report(flush, name, failure));
                    return Labels.of(rendered.values());
                });
    }

    /** What the templates see: all alerts of the flush, and no reason yet. */
    private static Notification unfiltered(Flush flush) {
        return new Notification(
                new IntegrationId(flush.receiver(), ROUTE, 0),
                flush.alerts(),
                flush.groupKey(),
                flush.group().labels(),
                Labels.of(flush.node().route().labels()),
                NotifyReason.UNKNOWN,
                Map.of(),
                flush.at());
    }

    private void report(Flush flush, String name, String failure) {
        surroundings.observer().failed(ROUTE, "labels");
        log.atWarn()
                .addKeyValue("route", flush.node())
                .addKeyValue("group", flush.groupKey())
                .addKeyValue("label", name)
                .addKeyValue("err", failure)
                .log("A label of the route could not be rendered, the notification goes without it");
    }
}
