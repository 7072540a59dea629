package tocsin.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.template.TemplateObserver;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.router.config.Receiver;
import tocsin.router.pipeline.Integration;
import tocsin.server.routing.LoadedRouting;

/** The notifiers of one configuration, by receiver. */
final class Integrations {
    private static final Logger log = LoggerFactory.getLogger(Integrations.class);

    private final Map<String, List<Integration>> byReceiver;
    private final OpenNotifiers open;

    private Integrations(Map<String, List<Integration>> byReceiver, OpenNotifiers open) {
        this.byReceiver = byReceiver;
        this.open = open;
    }

    /**
     * What notifiers need beside their configuration.
     *
     * @param attemptsAtOnce how many an integration makes at most
     */
    record Surroundings(
            Vertx vertx,
            TemplateRuntime runtime,
            TemplateObserver observer,
            String externalUrl,
            int attemptsAtOnce,
            boolean dryRun) {}

    /**
     * Builds the integrations of the receivers that routes refer to. Blocks: reads TLS files.
     *
     * @throws HttpConfigException when a connection cannot be set up as configured; nothing stays open then
     */
    static Integrations open(LoadedRouting routing, Surroundings surroundings) throws HttpConfigException {
        OpenNotifiers open = new OpenNotifiers(routing.templates(), surroundings);
        try {
            Map<String, List<Integration>> byReceiver = new LinkedHashMap<>();
            for (Receiver receiver : routing.config().routedReceivers()) {
                byReceiver.put(receiver.name(), of(receiver, open, surroundings.dryRun()));
            }
            return new Integrations(byReceiver, open);
        } catch (HttpConfigException e) {
            open.close();
            throw e;
        }
    }

    private static List<Integration> of(Receiver receiver, OpenNotifiers open, boolean dryRun)
            throws HttpConfigException {
        List<Integration> integrations = new ArrayList<>();
        for (tocsin.router.config.Integration configured : receiver.integrations()) {
            Notifier notifier = dryRun ? new DryRun() : notifier(configured, open);
            integrations.add(
                    new Integration(configured.id(), configured.config().sendResolved(), notifier));
        }
        return integrations;
    }

    private static Notifier notifier(tocsin.router.config.Integration configured, OpenNotifiers open)
            throws HttpConfigException {
        IntegrationId id = configured.id();
        try {
            return open.notifier(id.kind(), configured.config());
        } catch (HttpConfigException e) {
            throw e.of("receiver `%s`, `%s_configs`, entry %d".formatted(id.receiver(), id.kind(), id.index() + 1));
        }
    }

    /**
     * Says what would have been sent, and reports success so that repeats and resolutions follow as they would. One for each
     * integration, so that each has its own turns.
     */
    private static final class DryRun implements Notifier {
        @Override
        public Future<DeliveryResult> send(Notification notification, Duration longest) {
            log.atInfo()
                    .addKeyValue("integration", notification.integration())
                    .addKeyValue("group", notification.groupKey())
                    .addKeyValue("alerts", notification.alerts().size())
                    .addKeyValue("reason", notification.reason().text())
                    .log("Dry run: not delivered");
            return Future.succeededFuture(new DeliveryResult.Delivered(Map.of()));
        }
    }

    Map<String, List<Integration>> byReceiver() {
        return byReceiver;
    }

    int count() {
        return byReceiver.values().stream().mapToInt(List::size).sum();
    }

    /** Cuts what is still under way. */
    Future<Void> close() {
        return open.close();
    }
}
