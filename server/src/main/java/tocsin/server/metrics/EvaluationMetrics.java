package tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.EvaluationObserver;
import tocsin.evaluator.template.ExpansionObserver;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;

/** The {@code prometheus_rule_*} and template metrics, named as Prometheus names them, so that people's dashboards go on working. */
public final class EvaluationMetrics implements EvaluationObserver, ExpansionObserver {
    private static final String GROUP = "rule_group";

    private final Summary evaluationDuration;
    private final Histogram evaluationDurationHistogram;
    private final Summary groupDuration;
    private final Histogram groupDurationHistogram;
    private final Counter iterations;
    private final Counter iterationsMissed;
    private final Counter evaluations;
    private final Counter evaluationFailures;
    private final Gauge interval;
    private final Gauge lastEvaluation;
    private final Gauge lastDuration;
    private final Gauge lastRuleDurations;
    private final Gauge rules;
    private final Gauge lastSamples;
    private final Counter stateWriteFailures;
    private final Counter textExpansions;
    private final Counter textExpansionFailures;
    private final List<StatefulMetric<?, ?>> perGroup;

    public EvaluationMetrics(PrometheusRegistry registry) {
        evaluationDuration = Summary.builder()
                .name("prometheus_rule_evaluation_duration_seconds")
                .help("The duration for a rule to execute.")
                .quantile(0.5)
                .quantile(0.9)
                .quantile(0.99)
                .register(registry);
        evaluationDurationHistogram = histogram(
                registry,
                "prometheus_rule_evaluation_duration_histogram_seconds",
                "The duration for a rule to execute.");
        groupDuration = Summary.builder()
                .name("prometheus_rule_group_duration_seconds")
                .help("The duration of rule group evaluations.")
                .quantile(0.01)
                .quantile(0.05)
                .quantile(0.5)
                .quantile(0.9)
                .quantile(0.99)
                .register(registry);
        groupDurationHistogram = histogram(
                registry,
                "prometheus_rule_group_duration_histogram_seconds",
                "The duration of rule group evaluations.");
        iterations = counter(
                registry,
                "prometheus_rule_group_iterations_total",
                "Scheduled rule group evaluations, executed or missed.");
        iterationsMissed = counter(
                registry,
                "prometheus_rule_group_iterations_missed_total",
                "Rule group evaluations missed because of slow rule group evaluation.");
        evaluations = counter(registry, "prometheus_rule_evaluations_total", "The number of rule evaluations.");
        evaluationFailures = counter(
                registry, "prometheus_rule_evaluation_failures_total", "The number of rule evaluation failures.");
        interval = gauge(registry, "prometheus_rule_group_interval_seconds", "The interval of a rule group.");
        lastEvaluation = gauge(
                registry,
                "prometheus_rule_group_last_evaluation_timestamp_seconds",
                "When the last rule group evaluation happened, in seconds since the epoch.");
        lastDuration = gauge(
                registry,
                "prometheus_rule_group_last_duration_seconds",
                "The duration of the last rule group evaluation.");
        lastRuleDurations = gauge(
                registry,
                "prometheus_rule_group_last_rule_duration_sum_seconds",
                "The sum of the durations of the rules of the last rule group evaluation.");
        rules = gauge(registry, "prometheus_rule_group_rules", "The number of rules.");
        lastSamples = gauge(
                registry,
                "prometheus_rule_group_last_evaluation_samples",
                "The number of samples returned during the last rule group evaluation.");
        stateWriteFailures = Counter.builder()
                .name("tocsin_rule_state_write_failures_total")
                .help("Changes of rule state that could not be written; each is tried again with the next change.")
                .register(registry);
        textExpansions = Counter.builder()
                .name("prometheus_template_text_expansions_total")
                .help("The total number of template text expansions.")
                .register(registry);
        textExpansionFailures = Counter.builder()
                .name("prometheus_template_text_expansion_failures_total")
                .help("The total number of template text expansion failures.")
                .register(registry);
        perGroup = List.of(
                iterations,
                iterationsMissed,
                evaluations,
                evaluationFailures,
                interval,
                lastEvaluation,
                lastDuration,
                lastRuleDurations,
                rules,
                lastSamples);
    }

    @Override
    public void groupStarted(RuleGroup group, Duration groupInterval) {
        perGroup.forEach(metric -> metric.initLabelValues(group.id()));
        interval.labelValues(group.id()).set(Seconds.of(groupInterval));
        rules.labelValues(group.id()).set(group.rules().size());
    }

    @Override
    public void groupRemoved(RuleGroup group) {
        perGroup.forEach(metric -> metric.remove(group.id()));
    }

    @Override
    public void slotsMissed(RuleGroup group, long missed) {
        iterations.labelValues(group.id()).inc(missed);
        iterationsMissed.labelValues(group.id()).inc(missed);
    }

    @Override
    public void iterationFinished(RuleGroup group, Iteration iteration) {
        String id = group.id();
        iterations.labelValues(id).inc();
        lastEvaluation.labelValues(id).set(Seconds.of(iteration.startedAt()));
        lastDuration.labelValues(id).set(Seconds.of(iteration.duration()));
        lastRuleDurations.labelValues(id).set(Seconds.of(iteration.ruleDurations()));
        lastSamples.labelValues(id).set((double) iteration.samples());
        observe(iteration.duration(), groupDuration, groupDurationHistogram);
    }

    @Override
    public void ruleEvaluated(RuleGroup group, Rule rule, Duration duration, @Nullable RuleFailure failure) {
        evaluations.labelValues(group.id()).inc();
        if (failure != null) {
            evaluationFailures.labelValues(group.id()).inc();
        }
        observe(duration, evaluationDuration, evaluationDurationHistogram);
    }

    @Override
    public void stateNotWritten(RuleGroup group, Throwable cause) {
        stateWriteFailures.inc();
    }

    @Override
    public void expanded(long texts, long failures) {
        textExpansions.inc(texts);
        textExpansionFailures.inc(failures);
    }

    private static void observe(Duration duration, DistributionDataPoint... points) {
        for (DistributionDataPoint point : points) {
            point.observe(Seconds.of(duration));
        }
    }

    private static Histogram histogram(PrometheusRegistry registry, String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicUpperBounds(.01, .1, 1, 10)
                .register(registry);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).labelNames(GROUP).register(registry);
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).labelNames(GROUP).register(registry);
    }
}
