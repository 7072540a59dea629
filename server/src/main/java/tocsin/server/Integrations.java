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
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.template.TemplateObserver;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.notifiers.webhook.WebhookConfig;
import tocsin.notifiers.webhook.WebhookKind;
import tocsin.notifiers.webhook.WebhookNotifier;
import tocsin.router.config.Receiver;
import tocsin.router.pipeline.Integration;
import tocsin.server.metrics.BuildMetrics;
import tocsin.server.routing.LoadedRouting;

/**
 * The notifiers of one configuration and the connections that they share. Receivers with equal {@code http_config}s share
 * a sender: hundreds of them would otherwise each keep connections to the same host.
 */
final class Integrations {
    private static final Logger log = LoggerFactory.getLogger(Integrations.class);
    /** Thousands of groups may flush at once; they wait here for a connection, within the deadline of their flush. */
    private static final int MAX_WAITING = 200_000;

    private final Map<String, List<Integration>> byReceiver;
    private final List<HttpSender> senders;

    private Integrations(Map<String, List<Integration>> byReceiver, List<HttpSender> senders) {
        this.byReceiver = byReceiver;
        this.senders = senders;
    }

    /** What notifiers need beside their configuration. */
    record Surroundings(
            Vertx vertx, TemplateRuntime runtime, TemplateObserver observer, String externalUrl, boolean dryRun) {}

    /**
     * Builds the integrations of the receivers that routes refer to. Blocks: reads TLS files.
     *
     * @throws HttpConfigException when a connection cannot be set up as configured; nothing stays open then
     */
    static Integrations open(LoadedRouting routing, Surroundings surroundings) throws HttpConfigException {
        Map<HttpClientConfig, HttpSender> senders = new LinkedHashMap<>();
        try {
            Map<String, List<Integration>> byReceiver = new LinkedHashMap<>();
            for (Receiver receiver : routing.config().routedReceivers()) {
                byReceiver.put(receiver.name(), of(receiver, routing.templates(), senders, surroundings));
            }
            return new Integrations(byReceiver, List.copyOf(senders.values()));
        } catch (HttpConfigException e) {
            senders.values().forEach(HttpSender::close);
            throw e;
        }
    }

    private static List<Integration> of(
            Receiver receiver,
            NotificationTemplates templates,
            Map<HttpClientConfig, HttpSender> senders,
            Surroundings surroundings)
            throws HttpConfigException {
        List<Integration> integrations = new ArrayList<>();
        for (tocsin.router.config.Integration configured : receiver.integrations()) {
            Notifier notifier =
                    surroundings.dryRun() ? dryRun() : notifier(configured, templates, senders, surroundings);
            integrations.add(
                    new Integration(configured.id(), configured.config().sendResolved(), notifier));
        }
        tellOfUndelivered(receiver.name(), integrations);
        return integrations;
    }

    private static Notifier notifier(
            tocsin.router.config.Integration configured,
            NotificationTemplates templates,
            Map<HttpClientConfig, HttpSender> senders,
            Surroundings surroundings)
            throws HttpConfigException {
        if (configured.config() instanceof WebhookConfig webhook) {
            HttpSender sender = senders.get(webhook.http());
            if (sender == null) {
                sender = sender(configured.id(), webhook.http(), surroundings.vertx());
                senders.put(webhook.http(), sender);
            }
            FieldRenderer renderer =
                    new FieldRenderer(WebhookKind.NAME, templates, surroundings.runtime(), surroundings.observer());
            return new WebhookNotifier(
                    webhook, sender, renderer, surroundings.runtime().clock(), surroundings.externalUrl());
        }
        return new Refusing(configured.id().kind());
    }

    private static HttpSender sender(IntegrationId integration, HttpClientConfig http, Vertx vertx)
            throws HttpConfigException {
        try {
            return HttpSender.open(vertx, http, senderSettings());
        } catch (HttpConfigException e) {
            throw e.of("receiver `%s`, `%s_configs`, entry %d"
                    .formatted(integration.receiver(), integration.kind(), integration.index() + 1));
        }
    }

    private static void tellOfUndelivered(String receiver, List<Integration> integrations) {
        List<String> kinds = integrations.stream()
                .filter(integration -> integration.notifier() instanceof Refusing)
                .map(integration -> integration.id().kind())
                .distinct()
                .toList();
        if (!kinds.isEmpty()) {
            log.atError()
                    .addKeyValue("receiver", receiver)
                    .addKeyValue("integrations", String.join(",", kinds))
                    .log("This version cannot deliver to these kinds of integrations; their notifications will fail");
        }
    }

    private static SenderSettings senderSettings() {
        return SenderSettings.of("Alertmanager/" + BuildMetrics.COMPATIBLE_ALERTMANAGER)
                .withMaxConnectionsPerHost(40)
                .withMaxWaiting(MAX_WAITING);
    }

    /** For kinds that this version reads and does not deliver to. */
    private record Refusing(String kind) implements Notifier {
        @Override
        public Future<DeliveryResult> send(Notification notification, Duration longest) {
            return Future.succeededFuture(new DeliveryResult.Rejected(
                    FailureReason.OTHER, "%s_configs are not delivered by this version".formatted(kind)));
        }
    }

    /** Says what would have been sent, and reports success so that repeats and resolutions follow as they would. */
    private static Notifier dryRun() {
        return (notification, longest) -> {
            log.atInfo()
                    .addKeyValue("integration", notification.integration())
                    .addKeyValue("group", notification.groupKey())
                    .addKeyValue("alerts", notification.alerts().size())
                    .addKeyValue("reason", notification.reason().text())
                    .log("Dry run: not delivered");
            return Future.succeededFuture(new DeliveryResult.Delivered(Map.of()));
        };
    }

    Map<String, List<Integration>> byReceiver() {
        return byReceiver;
    }

    int count() {
        return byReceiver.values().stream().mapToInt(List::size).sum();
    }

    /** Cuts what is still under way. */
    Future<Void> close() {
        return Future.join(senders.stream().map(HttpSender::close).toList()).mapEmpty();
    }
}
