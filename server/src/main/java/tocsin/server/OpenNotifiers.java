package tocsin.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.Notifier;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpConfigException;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.entry.NotifierPorts;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.server.metrics.BuildMetrics;
import tocsin.server.routing.Kinds;
import tocsin.time.Clock;

/**
 * What the notifiers of one configuration share and keep open. Those with equal {@code http_config}s share a sender: hundreds
 * of them would otherwise each keep connections to the same host.
 */
final class OpenNotifiers implements NotifierPorts {
    private static final Logger log = LoggerFactory.getLogger(OpenNotifiers.class);
    /**
     * Each integration makes only so many attempts at a time, with a connection each. Some that are slow must not use up what
     * others need that share their host and their {@code http_config}.
     */
    private static final int SLOW_ONES = 5;

    private static final int MAX_WAITING = 20_000;

    private final NotificationTemplates templates;
    private final Integrations.Surroundings surroundings;
    private final Map<String, EntryKind<?>> kinds;
    private final Map<HttpClientConfig, HttpSender> senders = new LinkedHashMap<>();
    private final List<AutoCloseable> closing = new ArrayList<>();

    OpenNotifiers(NotificationTemplates templates, Integrations.Surroundings surroundings) {
        this.templates = templates;
        this.surroundings = surroundings;
        this.kinds = Kinds.with(templates).stream().collect(Collectors.toMap(EntryKind::name, Function.identity()));
    }

    Notifier notifier(String kind, IntegrationConfig config) throws HttpConfigException {
        return Objects.requireNonNull(kinds.get(kind), kind).notifier(config, this);
    }

    @Override
    public Vertx vertx() {
        return surroundings.vertx();
    }

    @Override
    public Clock clock() {
        return surroundings.runtime().clock();
    }

    @Override
    public String externalUrl() {
        return surroundings.externalUrl();
    }

    @Override
    public FieldRenderer renderer(String kind) {
        return new FieldRenderer(kind, templates, surroundings.runtime(), surroundings.observer());
    }

    @Override
    public HttpSender sender(HttpClientConfig http) throws HttpConfigException {
        @Nullable HttpSender known = senders.get(http);
        if (known != null) {
            return known;
        }
        HttpSender opened = HttpSender.open(surroundings.vertx(), http, settings());
        senders.put(http, opened);
        return opened;
    }

    private SenderSettings settings() {
        return SenderSettings.of("Alertmanager/" + BuildMetrics.COMPATIBLE_ALERTMANAGER)
                .withMaxConnectionsPerHost(SLOW_ONES * surroundings.attemptsAtOnce())
                .withMaxWaiting(MAX_WAITING);
    }

    @Override
    public void closing(AutoCloseable open) {
        closing.add(open);
    }

    /** Cuts what is still under way. */
    Future<Void> close() {
        closing.forEach(OpenNotifiers::close);
        return Future.join(senders.values().stream().map(HttpSender::close).toList())
                .mapEmpty();
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            log.warn("a notifier could not be closed", e);
        }
    }
}
