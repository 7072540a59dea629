package tocsin.evaluator.send.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.evaluator.send.alertmanager.Alerts.firing;
import static tocsin.evaluator.send.alertmanager.Alerts.numbered;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.prometheus.RecordingServer;
import tocsin.evaluator.prometheus.RecordingServer.Received;
import tocsin.http.HttpClientConfig;
import tocsin.http.HttpSender;
import tocsin.http.SenderSettings;

class AlertmanagerSinkTest {
    private static final Pattern NAME = Pattern.compile("\"alertname\":\"([^\"]*)\"");

    private static final String RESOLVED = "\"endsAt\":\"2026-01-02T03:05:05.000Z\"";

    private static Vertx vertx;

    private final Counts counts = new Counts();
    private HttpSender sender;
    private RecordingServer first;
    private RecordingServer second;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        await(vertx.close());
    }

    @BeforeEach
    void start() throws Exception {
        sender = HttpSender.open(vertx, HttpClientConfig.DEFAULT, SenderSettings.of("tocsin-test"));
        first = RecordingServer.start(vertx).answers(200, "");
        second = RecordingServer.start(vertx).answers(200, "");
    }

    @AfterEach
    void stop() {
        await(sender.close());
        first.close();
        second.close();
    }

    @Test
    void every_alertmanager_gets_every_alert_in_batches() {
        AlertmanagerSink sink = open(AlertmanagerSettings.of(first.url(), second.url()));

        await(sink.send(numbered(0, 600)));
        await(sink.close());

        assertThat(first.received)
                .extracting(Received::method, Received::path)
                .allSatisfy(request -> assertThat(request.toList()).containsExactly("POST", "/api/v2/alerts"));
        assertThat(first.received).extracting(r -> names(List.of(r)).size()).containsExactly(256, 256, 88);
        assertThat(names(first.received)).isEqualTo(names(second.received)).hasSize(600);
        assertThat(first.received.get(0).headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("user-agent", "tocsin-test");
        assertThat(counts.sent).containsEntry(first.url() + "/api/v2/alerts", 600);
        assertThat(counts.failed).isEmpty();
        assertThat(counts.dropped).isEmpty();
    }

    @Test
    void a_hundred_thousand_alerts_at_once_all_arrive() {
        AlertmanagerSink sink =
                open(AlertmanagerSettings.of(first.url()).withBatchSize(5000).withDrainTimeout(Duration.ofMinutes(1)));

        await(sink.send(numbered(0, 100_000)));
        await(sink.close());

        assertThat(names(first.received)).hasSize(100_000).doesNotHaveDuplicates();
        assertThat(counts.dropped).isEmpty();
    }

    @Test
    void equal_urls_count_once_and_keep_their_path_and_parameters() {
        AlertmanagerSink sink =
                open(AlertmanagerSettings.of(first.url() + "/am/?tenant=a", first.url() + "/am?tenant=a"));

        await(sink.send(List.of(firing("a"))));
        await(sink.close());

        assertThat(first.received)
                .extracting(Received::path, Received::query)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/am/api/v2/alerts", "tenant=a"));
    }

    @Test
    void a_slow_alertmanager_delays_no_other_and_loses_no_last_word() {
        List<HttpServerResponse> held = new CopyOnWriteArrayList<>();
        first.answers((request, response) -> held.add(response));
        AlertmanagerSink sink = open(AlertmanagerSettings.of(first.url(), second.url()));

        await(sink.send(List.of(firing("a"))));
        waitFor(() -> held.size() == 1);
        await(sink.send(List.of(firing("a"), firing("b"))));
        await(sink.send(List.of(Alerts.resolved("a"))));
        waitFor(() ->
                second.received.stream().anyMatch(request -> request.body().contains(RESOLVED)));
        first.answers(200, "");
        held.forEach(HttpServerResponse::end);
        await(sink.close());

        assertThat(first.received).hasSize(2);
        assertThat(names(first.received.subList(1, 2))).containsExactly("a", "b");
        assertThat(first.received.get(1).body()).contains(RESOLVED);
    }

    @Test
    void a_failed_batch_is_counted_by_alerts_and_not_tried_again() {
        first.answers(500, "broken");
        AlertmanagerSink sink = open(AlertmanagerSettings.of(first.url()).withBatchSize(2));

        await(sink.send(numbered(0, 3)));
        waitFor(() -> counts.failed.getOrDefault(first.url() + "/api/v2/alerts", 0) == 3);
        first.answers(200, "");
        await(sink.send(numbered(0, 3)));
        await(sink.close());

        assertThat(names(first.received)).containsExactly("0", "1", "2", "0", "1", "2");
        assertThat(counts.sent).containsEntry(first.url() + "/api/v2/alerts", 6);
        assertThat(counts.failed).containsEntry(first.url() + "/api/v2/alerts", 3);
    }

    @Test
    void one_that_never_answers_is_given_up_after_the_timeout() {
        first.answers((request, response) -> {});
        AlertmanagerSink sink = open(AlertmanagerSettings.of(first.url()).withTimeout(Duration.ofMillis(100)));

        await(sink.send(List.of(firing("a"))));

        waitFor(() -> counts.failed.containsKey(first.url() + "/api/v2/alerts"));
        await(sink.close());
    }

    @Test
    void headers_of_the_group_go_with_its_alerts_and_bad_ones_fail_its_batch_only() {
        AlertmanagerSink sink = open(AlertmanagerSettings.of(first.url()));

        await(sink.send(List.of(firing("a", "X-Team: blue"), firing("b", "not a header"), firing("c"))));
        await(sink.close());

        assertThat(names(first.received)).containsExactly("a", "c");
        assertThat(first.received.get(0).headers()).containsEntry("x-team", "blue");
        assertThat(first.received.get(1).headers()).doesNotContainKey("x-team");
        assertThat(counts.failed).containsEntry(first.url() + "/api/v2/alerts", 1);
    }

    @Test
    void a_stop_without_draining_drops_and_counts_what_is_queued() {
        first.answers((request, response) -> {});
        AlertmanagerSink sink =
                open(AlertmanagerSettings.of(first.url()).withBatchSize(1).withDrainTimeout(Duration.ofMillis(50)));

        await(sink.send(numbered(0, 5)));
        await(sink.close());
        await(sink.send(numbered(0, 2)));

        waitFor(() -> counts.dropped.getOrDefault(first.url() + "/api/v2/alerts", 0) == 6);
        assertThat(counts.failed).containsEntry(first.url() + "/api/v2/alerts", 1);
        assertThat(counts.removed).containsExactly(first.url() + "/api/v2/alerts");
        assertThat(counts.queued).containsEntry(first.url() + "/api/v2/alerts", 0);
    }

    @Test
    void metrics_name_the_push_url_without_credentials() {
        String url = first.url().replace("//", "//user:secret@");
        AlertmanagerSink sink = open(AlertmanagerSettings.of(url));

        await(sink.send(List.of(firing("a"))));
        await(sink.close());

        assertThat(first.received.get(0).headers()).containsKey("authorization");
        assertThat(counts.sent.keySet()).singleElement().asString().doesNotContain("secret");
    }

    private AlertmanagerSink open(AlertmanagerSettings settings) {
        return AlertmanagerSink.open(vertx, sender, settings, counts);
    }

    private static List<String> names(List<Received> requests) {
        List<String> names = new ArrayList<>();
        for (Received request : requests) {
            Matcher name = NAME.matcher(request.body());
            while (name.find()) {
                names.add(name.group(1));
            }
        }
        return names;
    }

    private static void waitFor(BooleanSupplier condition) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        long timer = vertx.setPeriodic(2, id -> {
            if (condition.getAsBoolean()) {
                seen.complete(null);
            }
        });
        seen.orTimeout(10, TimeUnit.SECONDS).join();
        vertx.cancelTimer(timer);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Sums by Alertmanager. */
    private static final class Counts implements SinkObserver {
        final Map<String, Integer> sent = new ConcurrentHashMap<>();
        final Map<String, Integer> failed = new ConcurrentHashMap<>();
        final Map<String, Integer> dropped = new ConcurrentHashMap<>();
        final Map<String, Integer> queued = new ConcurrentHashMap<>();
        final List<String> removed = new CopyOnWriteArrayList<>();

        @Override
        public void sent(String alertmanager, int alerts, Duration latency) {
            sent.merge(alertmanager, alerts, Integer::sum);
        }

        @Override
        public void failed(String alertmanager, int alerts) {
            failed.merge(alertmanager, alerts, Integer::sum);
        }

        @Override
        public void dropped(String alertmanager, int alerts) {
            dropped.merge(alertmanager, alerts, Integer::sum);
        }

        @Override
        public void queueLength(String alertmanager, int alerts) {
            queued.put(alertmanager, alerts);
        }

        @Override
        public void alertmanagerRemoved(String alertmanager) {
            removed.add(alertmanager);
        }
    }
}
