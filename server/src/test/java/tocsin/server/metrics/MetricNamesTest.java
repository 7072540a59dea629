package tocsin.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.router.RouterFigures;
import tocsin.router.pipeline.IntegrationHealth;
import tocsin.router.silence.SilenceFigures;
import tocsin.router.silence.SilenceObserver;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;

/** Names, types, labels and first values as dashboards and the mixins' alerts expect them, in the text that is scraped. */
class MetricNamesTest {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+]?(?:[0-9.eE+-]+|NaN|Inf))");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final AlertingRule RULE =
            new AlertingRule("A", RuleExpression.unparsed("up"), Duration.ZERO, Duration.ZERO, Map.of(), Map.of());
    private static final RuleGroup GROUP =
            new RuleGroup("f.yml", "g", Duration.ofSeconds(30), null, 0, List.of(RULE), VmalertExtras.NONE);
    private static final String URL = "http://am:9093/api/v2/alerts";

    private final PrometheusRegistry registry = new PrometheusRegistry();

    @ParameterizedTest(name = "{0} is a {1} by {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    prometheus_rule_evaluation_duration_seconds                | summary   | ''
                    prometheus_rule_evaluation_duration_histogram_seconds      | histogram | ''
                    prometheus_rule_group_duration_seconds                     | summary   | ''
                    prometheus_rule_group_duration_histogram_seconds           | histogram | ''
                    prometheus_rule_group_iterations_total                     | counter   | rule_group
                    prometheus_rule_group_iterations_missed_total              | counter   | rule_group
                    prometheus_rule_evaluations_total                          | counter   | rule_group
                    prometheus_rule_evaluation_failures_total                  | counter   | rule_group
                    prometheus_rule_group_interval_seconds                     | gauge     | rule_group
                    prometheus_rule_group_last_evaluation_timestamp_seconds    | gauge     | rule_group
                    prometheus_rule_group_last_duration_seconds                | gauge     | rule_group
                    prometheus_rule_group_last_rule_duration_sum_seconds       | gauge     | rule_group
                    prometheus_rule_group_rules                                | gauge     | rule_group
                    prometheus_rule_group_last_evaluation_samples              | gauge     | rule_group
                    prometheus_notifications_latency_seconds                   | summary   | alertmanager
                    prometheus_notifications_latency_histogram_seconds         | histogram | alertmanager
                    prometheus_notifications_sent_total                        | counter   | alertmanager
                    prometheus_notifications_errors_total                      | counter   | alertmanager
                    prometheus_notifications_dropped_total                     | counter   | alertmanager
                    prometheus_notifications_queue_length                      | gauge     | alertmanager
                    prometheus_notifications_queue_capacity                    | gauge     | ''
                    prometheus_notifications_alertmanagers_discovered          | gauge     | ''
                    prometheus_template_text_expansions_total                  | counter   | ''
                    prometheus_template_text_expansion_failures_total          | counter   | ''
                    prometheus_config_last_reload_successful                   | gauge     | ''
                    prometheus_config_last_reload_success_timestamp_seconds    | gauge     | ''
                    alertmanager_alerts                                        | gauge     | state
                    alertmanager_alerts_received_total                         | counter   | status version
                    alertmanager_alerts_invalid_total                          | counter   | version
                    alertmanager_alerts_limited_total                          | counter   | ''
                    alertmanager_alerts_per_alert_limit                        | gauge     | ''
                    alertmanager_notifications_total                           | counter   | integration
                    alertmanager_notifications_failed_total                    | counter   | integration reason
                    alertmanager_notification_requests_total                   | counter   | integration
                    alertmanager_notification_requests_failed_total            | counter   | integration
                    alertmanager_notification_latency_seconds                  | histogram | integration
                    alertmanager_notifications_suppressed_total                | counter   | reason
                    alertmanager_dispatcher_aggregation_groups                 | gauge     | ''
                    tocsin_integration_last_success_timestamp_seconds          | gauge     | index integration receiver
                    tocsin_integration_last_failure_timestamp_seconds          | gauge     | index integration receiver
                    tocsin_integration_next_attempt_timestamp_seconds          | gauge     | index integration receiver
                    tocsin_integration_failures_in_a_row                       | gauge     | index integration receiver
                    tocsin_integration_deliveries_under_way                    | gauge     | index integration receiver
                    alertmanager_dispatcher_alert_processing_duration_seconds  | summary   | ''
                    alertmanager_config_hash                                   | gauge     | ''
                    alertmanager_config_last_reload_successful                 | gauge     | ''
                    alertmanager_config_last_reload_success_timestamp_seconds  | gauge     | ''
                    alertmanager_inhibition_rules                              | gauge     | ''
                    alertmanager_silences                                      | gauge     | state
                    alertmanager_silences_state_size                           | gauge     | ''
                    alertmanager_silences_matcher_index_size                   | gauge     | ''
                    alertmanager_silences_queries_total                        | counter   | ''
                    alertmanager_silences_query_errors_total                   | counter   | ''
                    alertmanager_silences_query_silences_scanned_total         | counter   | ''
                    alertmanager_silences_query_silences_skipped_total         | counter   | ''
                    alertmanager_silences_matcher_compile_errors_total         | counter   | stage
                    alertmanager_receivers                                     | gauge     | ''
                    alertmanager_integrations                                  | gauge     | ''
                    alertmanager_http_request_duration_seconds                 | histogram | code handler method
                    alertmanager_http_response_size_bytes                      | histogram | handler method
                    alertmanager_http_requests_in_flight                       | gauge     | method
                    alertmanager_http_concurrency_limit_exceeded_total         | counter   | method
                    tocsin_http_connections                                    | gauge     | ''
                    tocsin_http_connections_closed_total                       | counter   | reason
                    alertmanager_build_info                                    | gauge     | branch goarch goos goversion revision tags version
                    tocsin_template_failures_total                             | counter   | field integration
                    tocsin_build_info                                          | gauge     | java version
                    process_start_time_seconds                                 | gauge     | ''
                    process_cpu_seconds_total                                  | counter   | ''
                    jvm_memory_used_bytes                                      | gauge     | area
                    """)
    void every_metric_has_the_name_the_type_and_the_labels_that_people_use(String name, String type, String labels) {
        everythingHappens();

        String text = scrape();

        assertThat(text).contains("# TYPE %s %s\n".formatted(name, type));
        assertThat(samples(text).keySet())
                .filteredOn(series ->
                        series.equals(name + "{" + labels + "}") || series.startsWith(name + "_count{" + labels + "}"))
                .isNotEmpty();
    }

    @Test
    void every_line_is_text_format_and_no_series_comes_twice() {
        everythingHappens();

        List<String> lines =
                scrape().lines().filter(line -> !line.startsWith("#")).toList();

        assertThat(lines).isNotEmpty().allSatisfy(line -> assertThat(line).matches(SAMPLE));
        assertThat(lines.stream().map(line -> line.substring(0, line.lastIndexOf(' '))))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_library_adds_no_series_of_its_own_to_counters() {
        everythingHappens();

        assertThat(scrape()).doesNotContain("_created");
    }

    @Test
    void all_integrations_start_at_zero_so_that_rate_sees_the_first_failure() {
        new RouterMetrics(registry, 0, new SilenceObserver() {});

        String text = scrape();

        assertThat(text.lines().filter(line -> line.startsWith("alertmanager_notifications_total{")))
                .hasSize(18)
                .allMatch(line -> line.endsWith(" 0.0"));
        assertThat(text.lines().filter(line -> line.startsWith("alertmanager_notification_requests_total{")))
                .hasSize(18);
        assertThat(text.lines().filter(line -> line.startsWith("alertmanager_notification_requests_failed_total{")))
                .hasSize(18);
        assertThat(text.lines().filter(line -> line.startsWith("alertmanager_notification_latency_seconds_count{")))
                .hasSize(18);
        assertThat(text.lines().filter(line -> line.startsWith("alertmanager_notifications_failed_total{")))
                .hasSize(18 * 7)
                .allMatch(line -> line.endsWith(" 0.0"));
        assertThat(text)
                .contains(
                        "alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"} 0.0\n",
                        "alertmanager_alerts_received_total{status=\"resolved\",version=\"v2\"} 0.0\n",
                        "alertmanager_alerts_invalid_total{version=\"v2\"} 0.0\n",
                        "alertmanager_notification_latency_seconds_bucket{integration=\"webhook\",le=\"1.0\"} 0\n",
                        "alertmanager_notification_latency_seconds_bucket{integration=\"webhook\",le=\"20.0\"} 0\n");
    }

    @Test
    void what_happens_to_notifications_is_counted_by_integration() {
        RouterMetrics metrics = new RouterMetrics(registry, 0, new SilenceObserver() {});
        IntegrationId webhook = new IntegrationId("team", "webhook", 0);

        metrics.notified(webhook);
        metrics.notificationFailed(webhook, FailureReason.OTHER);
        metrics.requested(webhook, Duration.ofSeconds(2), true);
        metrics.requested(webhook, Duration.ofMillis(10), false);
        metrics.alertsReceived(3, 1);
        metrics.alertsInvalid(2);
        metrics.alertsLimited(7);
        metrics.show(new RouterFigures(4, 5, 6, 7, 8, 9, new SilenceFigures(1, 2, 3, 1, 4, 5, 60, 70, 80)));
        metrics.show(new RouterFigures(4, 5, 6, 7, 8, 9, new SilenceFigures(1, 2, 3, 1, 4, 5, 61, 70, 80)));

        assertThat(scrape())
                .contains(
                        "alertmanager_notifications_total{integration=\"webhook\"} 1.0\n",
                        "alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"%s\"} 1.0\n"
                                .formatted(FailureReason.OTHER.label()),
                        "alertmanager_notification_requests_total{integration=\"webhook\"} 2.0\n",
                        "alertmanager_notification_requests_failed_total{integration=\"webhook\"} 1.0\n",
                        "alertmanager_notification_latency_seconds_count{integration=\"webhook\"} 2\n",
                        "alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"} 3.0\n",
                        "alertmanager_alerts_received_total{status=\"resolved\",version=\"v2\"} 1.0\n",
                        "alertmanager_alerts_invalid_total{version=\"v2\"} 2.0\n",
                        "alertmanager_alerts_limited_total 7.0\n",
                        "alertmanager_inhibition_rules 9.0\n",
                        "alertmanager_silences{state=\"pending\"} 1.0\n",
                        "alertmanager_silences{state=\"active\"} 2.0\n",
                        "alertmanager_silences{state=\"expired\"} 3.0\n",
                        "alertmanager_silences_state_size 7.0\n",
                        "alertmanager_silences_queries_total 61.0\n",
                        "alertmanager_alerts{state=\"active\"} 4.0\n",
                        "alertmanager_alerts{state=\"suppressed\"} 5.0\n",
                        "alertmanager_alerts{state=\"unprocessed\"} 6.0\n",
                        "alertmanager_dispatcher_aggregation_groups 7.0\n");
    }

    @Test
    void the_series_of_a_group_come_at_zero_and_go_with_it() {
        EvaluationMetrics metrics = new EvaluationMetrics(registry);

        metrics.groupStarted(GROUP, Duration.ofSeconds(30));
        assertThat(scrape())
                .contains(
                        "prometheus_rule_evaluations_total{rule_group=\"f.yml;g\"} 0.0\n",
                        "prometheus_rule_evaluation_failures_total{rule_group=\"f.yml;g\"} 0.0\n",
                        "prometheus_rule_group_iterations_total{rule_group=\"f.yml;g\"} 0.0\n",
                        "prometheus_rule_group_iterations_missed_total{rule_group=\"f.yml;g\"} 0.0\n",
                        "prometheus_rule_group_interval_seconds{rule_group=\"f.yml;g\"} 30.0\n",
                        "prometheus_rule_group_rules{rule_group=\"f.yml;g\"} 1.0\n");

        metrics.groupRemoved(GROUP);
        assertThat(scrape()).doesNotContain("rule_group=");
    }

    @Test
    void requests_are_counted_in_seconds_and_only_pages_by_size() {
        HttpMetrics metrics = new HttpMetrics(registry);

        metrics.page("/metrics").observe(HttpMethod.GET, 200, 30_000_000, 5_000);
        metrics.api("/api/v2/alerts").observe(HttpMethod.POST, 413, 1, 70);
        metrics.api("/api/v2/alerts").observe(HttpMethod.valueOf("BREW"), 405, 1, 70);
        metrics.api("/api/v2/alerts").observe(HttpMethod.valueOf("STEW"), 405, 1, 70);

        assertThat(scrape())
                .contains(
                        "alertmanager_http_request_duration_seconds_bucket{code=\"200\",handler=\"/metrics\",method=\"get\",le=\"0.025\"} 0\n",
                        "alertmanager_http_request_duration_seconds_bucket{code=\"200\",handler=\"/metrics\",method=\"get\",le=\"0.05\"} 1\n",
                        "alertmanager_http_request_duration_seconds_count{code=\"413\",handler=\"/api/v2/alerts\",method=\"post\"} 1\n",
                        "alertmanager_http_request_duration_seconds_count{code=\"405\",handler=\"/api/v2/alerts\",method=\"other\"} 2\n",
                        "alertmanager_http_response_size_bytes_sum{handler=\"/metrics\",method=\"get\"} 5000.0\n")
                .doesNotContain("alertmanager_http_response_size_bytes_sum{handler=\"/api/v2/alerts\"");
    }

    @Test
    void missed_slots_are_iterations_too() {
        EvaluationMetrics metrics = new EvaluationMetrics(registry);
        metrics.groupStarted(GROUP, Duration.ofSeconds(30));

        metrics.slotsMissed(GROUP, 3);

        assertThat(scrape())
                .contains(
                        "prometheus_rule_group_iterations_total{rule_group=\"f.yml;g\"} 3.0\n",
                        "prometheus_rule_group_iterations_missed_total{rule_group=\"f.yml;g\"} 3.0\n");
    }

    @Test
    void a_refused_reload_shows_and_leaves_the_time_of_the_last_good_one() {
        ConfigMetrics metrics = new ConfigMetrics(registry);
        metrics.reloaded(Instant.ofEpochSecond(1_700_000_000));

        metrics.reloadFailed();

        assertThat(scrape())
                .contains(
                        "prometheus_config_last_reload_successful 0.0\n",
                        "alertmanager_config_last_reload_successful 0.0\n",
                        "prometheus_config_last_reload_success_timestamp_seconds 1.7E9\n",
                        "alertmanager_config_last_reload_success_timestamp_seconds 1.7E9\n");
    }

    /** karma refuses to talk to what it takes for an old Alertmanager. */
    @Test
    void the_version_of_Alertmanager_is_one_that_clients_can_parse() {
        BuildMetrics.register(registry, "1.2.3");

        assertThat(scrape())
                .containsPattern("alertmanager_build_info\\{[^}]*version=\"0\\.\\d+\\.\\d+\"[^}]*} 1")
                .containsPattern("tocsin_build_info\\{[^}]*version=\"1\\.2\\.3\"[^}]*} 1");
    }

    @Test
    void alerts_sent_elsewhere_are_counted_by_address_until_it_is_gone() {
        SenderMetrics metrics = new SenderMetrics(registry);
        metrics.alertmanagerAdded(URL, 10_000);
        metrics.sent(URL, 64, Duration.ofMillis(5));
        metrics.failed(URL, 3);
        metrics.dropped(URL, 2);
        metrics.queueLength(URL, 9);

        assertThat(scrape())
                .contains(
                        "prometheus_notifications_sent_total{alertmanager=\"%s\"} 64.0\n".formatted(URL),
                        "prometheus_notifications_errors_total{alertmanager=\"%s\"} 3.0\n".formatted(URL),
                        "prometheus_notifications_dropped_total{alertmanager=\"%s\"} 2.0\n".formatted(URL),
                        "prometheus_notifications_queue_length{alertmanager=\"%s\"} 9.0\n".formatted(URL),
                        "prometheus_notifications_queue_capacity 10000.0\n",
                        "prometheus_notifications_alertmanagers_discovered 1.0\n");

        metrics.alertmanagerRemoved(URL);
        assertThat(scrape()).doesNotContain(URL).contains("prometheus_notifications_alertmanagers_discovered 0.0\n");
    }

    private void everythingHappens() {
        new HttpMetrics(registry).page("/metrics").observe(HttpMethod.GET, 200, 5_000_000, 100);
        BuildMetrics.register(registry, "1.2.3");
        ConfigMetrics config = new ConfigMetrics(registry);
        config.reloaded(Instant.ofEpochSecond(1_700_000_000));
        config.routing(1, 2, 3);
        RouterMetrics routing = new RouterMetrics(registry, 0, new SilenceObserver() {});
        routing.show(new RouterFigures(1, 1, 1, 1, 1, 3, new SilenceFigures(1, 2, 3, 1, 4, 5, 60, 70, 80)));
        Instant some = Instant.ofEpochSecond(1_700_000_000);
        IntegrationId hook = new IntegrationId("team", "webhook", 0);
        IntegrationHealth.Failure failure = new IntegrationHealth.Failure(some, FailureReason.OTHER, "no");
        routing.show(Map.of("team", List.of(new IntegrationHealth(hook, some, failure, 2, 1, 1, some))));
        EvaluationMetrics evaluation = new EvaluationMetrics(registry);
        evaluation.groupStarted(GROUP, Duration.ofSeconds(30));
        evaluation.ruleEvaluated(GROUP, RULE, Duration.ofMillis(5), null);
        new SenderMetrics(registry).alertmanagerAdded(URL, 10_000);
        new TemplateMetrics(registry).failed("webhook", "payload");
    }

    private String scrape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(UTF_8);
    }

    /** {@code name{label names}} of every sample, without those of buckets and quantiles, to how often they come. */
    private static Map<String, Integer> samples(String text) {
        Map<String, Integer> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            samples.merge(sample.group(1) + "{" + labelNames(sample.group(2)) + "}", 1, Integer::sum);
        });
        return samples;
    }

    private static String labelNames(@Nullable String labels) {
        Set<String> names = labels == null
                ? Set.of()
                : LABEL.matcher(labels)
                        .results()
                        .map(label -> label.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        return String.join(" ", names);
    }
}
