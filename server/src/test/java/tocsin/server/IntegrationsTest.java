package tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.http.HttpConfigException;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.notifiers.template.TemplateRuntime;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.pipeline.Integration;
import tocsin.server.routing.LoadedRouting;
import tocsin.server.routing.RoutingFiles;
import tocsin.templates.exec.TemplateLimits;

class IntegrationsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Integrations.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        vertx.close();
    }

    private Integrations open(String config, boolean dryRun) throws HttpConfigException {
        Problems problems = new Problems("alertmanager.yml");
        LoadedRouting routing = new RoutingFiles(MatcherMode.FALLBACK, Duration.ofDays(5))
                .read(new Source("alertmanager.yml", config), Path.of(""), problems);
        return Integrations.open(
                Objects.requireNonNull(routing, () -> problems.list().toString()),
                new Integrations.Surroundings(
                        vertx,
                        new TemplateRuntime(() -> NOW, TemplateLimits.defaults(System::nanoTime)),
                        (kind, failed) -> {},
                        "http://localhost",
                        40,
                        dryRun));
    }

    private static Notification notification(Integration integration) {
        Alert alert = new Alert(Labels.of("a", "b"), Annotations.empty(), NOW, null, "", NOW, false, Alert.Origin.RULE);
        return new Notification(
                integration.id(),
                List.of(alert),
                "{}:{}",
                Labels.empty(),
                Labels.empty(),
                NotifyReason.FIRST_NOTIFICATION,
                Map.of(),
                NOW);
    }

    private List<String> errorLines() {
        return lines.list.stream()
                .map(line -> "%s %s %s".formatted(line.getLevel(), line.getKeyValuePairs(), line.getMessage()))
                .toList();
    }

    @Test
    void every_kind_has_a_notifier() throws HttpConfigException {
        Integrations integrations = open("""
                route: {receiver: ops}
                receivers:
                - name: ops
                  discord_configs: [{webhook_url: 'http://h'}]
                  email_configs: [{to: a@h, from: b@h, smarthost: 'h:25'}]
                  incidentio_configs: [{url: 'http://h', alert_source_token: t}]
                  jira_configs: [{api_url: 'http://h', project: p, issue_type: i}]
                  mattermost_configs: [{webhook_url: 'http://h'}]
                  msteams_configs: [{webhook_url: 'http://h'}]
                  msteamsv2_configs: [{webhook_url: 'http://h'}]
                  opsgenie_configs: [{api_key: k}]
                  pagerduty_configs: [{routing_key: k}]
                  pushover_configs: [{user_key: u, token: t}]
                  rocketchat_configs: [{token: t, token_id: i}]
                  slack_configs: [{api_url: 'http://h', send_resolved: true}]
                  sns_configs: [{topic_arn: a}]
                  telegram_configs: [{bot_token: t, chat_id: 1}]
                  victorops_configs: [{api_key: k, routing_key: r}]
                  webex_configs: [{room_id: r, http_config: {authorization: {credentials: c}}}]
                  webhook_configs: [{url: 'http://h'}]
                  wechat_configs: [{api_secret: s, corp_id: c}]
                """, false);

        assertThat(Objects.requireNonNull(integrations.byReceiver().get("ops")))
                .hasSize(18)
                .filteredOn(integration -> !integration.sendResolved())
                .extracting(integration -> integration.id().kind())
                .containsExactlyInAnyOrder("email", "rocketchat", "wechat");
        assertThat(errorLines()).isEmpty();
    }

    @Test
    void only_receivers_of_some_route_are_built() throws HttpConfigException {
        Integrations integrations = open("""
                route: {receiver: ops}
                receivers:
                - {name: ops, webhook_configs: [{url: 'http://h'}]}
                - {name: unused, slack_configs: [{api_url: 'http://h'}]}
                """, false);

        assertThat(integrations.byReceiver()).containsOnlyKeys("ops");
        assertThat(errorLines()).isEmpty();
    }

    @Test
    void a_connection_that_cannot_be_set_up_is_told_with_its_receiver() {
        assertThatThrownBy(() -> open("""
                route: {receiver: ops}
                receivers:
                - name: ops
                  webhook_configs:
                  - url: http://h
                  - {url: 'http://h', http_config: {tls_config: {ca: no certificate}}}
                """, false))
                .isInstanceOf(HttpConfigException.class)
                .hasMessageStartingWith("receiver `ops`, `webhook_configs`, entry 2: tls_config: ");
    }

    @Test
    void a_dry_run_delivers_to_every_kind_alike() throws HttpConfigException {
        Integrations integrations = open("""
                route: {receiver: ops}
                receivers: [{name: ops, slack_configs: [{api_url: 'http://h'}]}]
                """, true);

        Integration slack =
                Objects.requireNonNull(integrations.byReceiver().get("ops")).get(0);
        assertThat(slack.notifier()
                        .send(notification(slack), Duration.ofSeconds(1))
                        .result())
                .isInstanceOf(DeliveryResult.Delivered.class);
    }
}
