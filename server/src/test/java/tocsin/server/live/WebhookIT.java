package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.ONE_SERIES;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.Setup.rules;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.status;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that fails, each in its way: said clearly, counted, tried again, delivered when it is well. */
class WebhookIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String WILL_RETRY = "Attempt to notify failed, will retry";
    private static final String NEXT_FLUSH = "Notification failed, the next flush tries again";

    @TempDir
    private Path directory;

    private StubServer datasource;
    private StubServer hook;

    @BeforeEach
    void start() throws Exception {
        datasource = StubServer.start(text(200, "application/json", ONE_SERIES));
        hook = StubServer.start(status(200));
    }

    @AfterEach
    void stop() {
        datasource.close();
        hook.close();
    }

    @Test
    void a_server_error_is_retried_within_the_flush() throws Exception {
        hook.answer(text(500, "text/plain", "the database is away"));
        try (TocsinProcess tocsin = tocsin()) {
            await("retried").atMost(PATIENCE).until(() -> hook.received().size() >= 3);
            assertThat(said(tocsin, WILL_RETRY))
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains(
                                    "reason=serverError",
                                    "unexpected status code 500: the database is away",
                                    "integration=hook/webhook/0"));

            recovers(tocsin);

            assertThat(failed(tocsin, "serverError")).as("the flush succeeded").isZero();
            assertThat(requestsFailed(tocsin)).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void too_many_requests_waits_as_long_as_the_receiver_asks() throws Exception {
        hook.answer(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3");
            exchange.sendResponseHeaders(429, -1);
        });
        try (TocsinProcess tocsin = tocsin()) {
            await("asked to wait")
                    .atMost(PATIENCE)
                    .until(() -> said(tocsin, WILL_RETRY).isPresent());
            assertThat(said(tocsin, WILL_RETRY))
                    .hasValueSatisfying(line -> assertThat(line).contains("reason=rateLimited", "429"));

            recovers(tocsin);

            assertThat(hook.received()).hasSize(2);
            assertThat(Duration.ofNanos(hook.received().get(1).nanoTime()
                            - hook.received().get(0).nanoTime()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void a_refused_message_waits_for_the_next_flush() throws Exception {
        hook.answer(text(400, "text/plain", "no such channel"));
        try (TocsinProcess tocsin = tocsin()) {
            await("refused").atMost(PATIENCE).until(() -> failed(tocsin, "clientError") >= 2);
            assertThat(said(tocsin, NEXT_FLUSH))
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains(
                                    "reason=clientError", "attempts=1", "unexpected status code 400: no such channel"));
            assertThat(said(tocsin, WILL_RETRY)).isEmpty();

            recovers(tocsin);
        }
    }

    @Test
    void a_redirect_never_becomes_a_delivered_get() throws Exception {
        try (StubServer elsewhere = StubServer.start(status(200))) {
            hook.answer(exchange -> {
                exchange.getResponseHeaders().set("Location", elsewhere.url() + "/login");
                exchange.sendResponseHeaders(302, -1);
            });
            try (TocsinProcess tocsin = tocsin()) {
                await("failed").atMost(PATIENCE).until(() -> failed(tocsin, "other") >= 1);
                assertThat(said(tocsin, NEXT_FLUSH))
                        .hasValueSatisfying(line -> assertThat(line).contains("302"));
                assertThat(elsewhere.received())
                        .noneMatch(request -> request.method().equals("GET"));

                recovers(tocsin);
            }
        }
    }

    @Test
    void a_receiver_that_hangs_runs_into_the_configured_timeout() throws Exception {
        hook.answer(hook.never());
        try (TocsinProcess tocsin = tocsin()) {
            await("timed out")
                    .atMost(PATIENCE)
                    .until(() -> said(tocsin, WILL_RETRY).isPresent());
            assertThat(said(tocsin, WILL_RETRY))
                    .hasValueSatisfying(line -> assertThat(line).contains("configured webhook timeout reached (1s)"));

            recovers(tocsin);
        }
    }

    @Test
    void a_receiver_that_is_not_there_is_told_when_it_comes() throws Exception {
        int port = hook.port();
        hook.close();
        try (TocsinProcess tocsin = tocsin()) {
            await("refused")
                    .atMost(PATIENCE)
                    .until(() -> said(tocsin, WILL_RETRY).isPresent());
            assertThat(said(tocsin, WILL_RETRY))
                    .hasValueSatisfying(line ->
                            assertThat(line).contains("Connection refused").doesNotContain("/secret-path"));

            hook = StubServer.start(port, status(200));

            await("delivered").atMost(PATIENCE).until(() -> hook.received().size() == 1);
        }
    }

    @Test
    void sigterm_lets_an_attempt_in_flight_finish() throws Exception {
        CountDownLatch answerNow = new CountDownLatch(1);
        hook.answer(exchange -> {
            answerNow.await();
            exchange.sendResponseHeaders(200, -1);
        });
        try (TocsinProcess tocsin = tocsin("timeout: 60s")) {
            await("in flight").atMost(PATIENCE).until(() -> hook.received().size() == 1);
            tocsin.process().signal("TERM");
            await("stopping")
                    .atMost(PATIENCE)
                    .until(() -> said(tocsin, "Stopping").isPresent());
            await("no new requests").atMost(PATIENCE).until(() -> !tocsin.http().answers("/-/healthy"));
            assertThat(tocsin.process().alive()).as("waits for the attempt").isTrue();

            answerNow.countDown();

            assertThat(tocsin.process().exitStatus()).isZero();
            assertThat(tocsin.log()).noneMatch(line -> line.contains("level=warn"));
            assertThat(said(tocsin, "Stopped")).isPresent();
            assertThat(hook.received()).hasSize(1);
        }
    }

    @Test
    void sigterm_does_not_wait_for_ever() throws Exception {
        hook.answer(hook.never());
        try (TocsinProcess tocsin = tocsin("timeout: 60s")) {
            await("in flight").atMost(PATIENCE).until(() -> hook.received().size() == 1);

            assertThat(tocsin.terminate()).isZero();

            assertThat(said(tocsin, "Stopped")).isPresent();
        }
    }

    @Test
    void a_dry_run_delivers_nothing_and_says_what_it_would() throws Exception {
        try (TocsinProcess tocsin = tocsin("timeout: 1s", "--dry-run")) {
            await("said")
                    .atMost(PATIENCE)
                    .until(() -> said(tocsin, "Dry run: not delivered").isPresent());
            assertThat(said(tocsin, "Dry run: not delivered"))
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains("integration=hook/webhook/0", "alerts=1", "reason=\"first notification\""));
            assertThat(tocsin.terminate()).isZero();
            assertThat(hook.received()).isEmpty();
        }
    }

    @Test
    void labels_of_the_route_arrive_rendered_and_one_that_fails_keeps_nothing_back() throws Exception {
        String labels = "route: {labels: {team: 'team-{{ .CommonLabels.severity }}', bad: '{{ .Nothing }}'}, ";
        String routing = routing(hook.url()).replace("route: {", labels);
        try (TocsinProcess tocsin = TocsinProcess.run(
                directory,
                rulesOption(directory, rules("Up")),
                configOption(directory, routing),
                "--datasource.url=" + datasource.url())) {
            await("delivered").atMost(PATIENCE).until(() -> !hook.received().isEmpty());

            assertThat(hook.received().get(0).json().getJsonObject("routeLabels"))
                    .isEqualTo(new JsonObject().put("team", "team-page"));
            assertThat(said(tocsin, "A label of the route could not be rendered"))
                    .hasValueSatisfying(line -> assertThat(line).contains("label=bad", "Nothing"));
            assertThat(tocsin.http().metric("tocsin_template_failures_total{field=\"labels\",integration=\"route\"}"))
                    .hasValueSatisfying(count -> assertThat(count).isPositive());
        }
    }

    private TocsinProcess tocsin() throws Exception {
        return tocsin("timeout: 1s");
    }

    private TocsinProcess tocsin(String webhookKey, String... options) throws Exception {
        String routing = routing(hook.url() + "/secret-path").replace("[{url:", "[{%s, url:".formatted(webhookKey));
        List<String> all = new ArrayList<>(List.of(
                rulesOption(directory, rules("Up")),
                configOption(directory, routing),
                "--datasource.url=" + datasource.url()));
        all.addAll(List.of(options));
        return TocsinProcess.run(directory, all.toArray(String[]::new));
    }

    /** The receiver is well again: the alert arrives, once. */
    private void recovers(TocsinProcess tocsin) throws Exception {
        CountDownLatch delivered = new CountDownLatch(1);
        hook.answer(exchange -> {
            exchange.sendResponseHeaders(200, -1);
            delivered.countDown();
        });
        await("delivered").atMost(PATIENCE).until(() -> delivered.getCount() == 0);
        JsonObject message = hook.received().get(hook.received().size() - 1).json();
        assertThat(message.getString("status")).isEqualTo("firing");
        assertThat(message.getString("notification_reason")).isEqualTo("first notification");
        assertThat(requestsFailed(tocsin)).isPositive();
        int received = hook.received().size();
        double evaluations = evaluations(tocsin);
        await("flushes pass").atMost(PATIENCE).until(() -> evaluations(tocsin) >= evaluations + 2);
        assertThat(hook.received()).as("not told again").hasSize(received);
    }

    private static Optional<String> said(TocsinProcess tocsin, String message) {
        return tocsin.log().stream().filter(line -> line.contains(message)).findFirst();
    }

    private static double failed(TocsinProcess tocsin, String reason) throws Exception {
        return tocsin.http()
                .metric("alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"%s\"}"
                        .formatted(reason))
                .orElseThrow();
    }

    private static double requestsFailed(TocsinProcess tocsin) throws Exception {
        return tocsin.http()
                .metric("alertmanager_notification_requests_failed_total{integration=\"webhook\"}")
                .orElseThrow();
    }

    private double evaluations(TocsinProcess tocsin) throws Exception {
        return tocsin.http()
                .metric("prometheus_rule_evaluations_total{rule_group=\"%s/rules.yml;live\"}".formatted(directory))
                .orElseThrow();
    }
}
