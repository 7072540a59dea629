package tocsin.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Found;
import tocsin.evaluator.alerting.Occurrences;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.template.ExpansionLimits;
import tocsin.evaluator.template.ExpansionObserver;
import tocsin.evaluator.template.TextExpander;
import tocsin.evaluator.template.Worker;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.template.RuleFacts;
import tocsin.rules.template.RuleTemplates;
import tocsin.rules.template.TemplateDialect;

/** Alerts out of the samples of one evaluation, with a label and three annotations as people write them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RuleTextsBenchmark {
    private static final Query QUERY = new Query("up == 0", Instant.EPOCH, Duration.ofMinutes(5));
    private static final RuleFacts FACTS = new RuleFacts(
            "up == 0", Duration.ZERO, 0, Duration.ofMinutes(1), Labels.empty(), "http://prometheus.example:9090");
    private static final Map<String, String> ANNOTATIONS = Map.of(
            "summary", "{{ $labels.instance }} of job {{ $labels.job }} has been down for more than 5 minutes",
            "description", "The value is {{ printf \"%.2f\" $value }} on {{ $labels.instance }}",
            "details", "{{ $value | humanizePercentage }} of {{ $labels.job }}{{ if gt $value 0.5 }}, badly{{ end }}");

    @Param({"1", "10000"})
    public int series;

    private final Occurrences templates = occurrences(ANNOTATIONS);
    private final Occurrences literals = occurrences(Map.of("summary", "a pod is over its limit"));
    private List<Sample> samples = List.of();

    @Setup
    public void evaluate() {
        samples = IntStream.range(0, series)
                .mapToObj(i -> new Sample(StubSeries.labels(0, i), 0.0001 + i * 0.37))
                .toList();
    }

    private static Occurrences occurrences(Map<String, String> annotations) {
        TextExpander expander = new TextExpander(
                RuleTemplates.of(TemplateDialect.PROMETHEUS),
                Worker.INLINE,
                ExpansionLimits.defaults(System::nanoTime),
                ExpansionObserver.NONE);
        AlertingRule rule = new AlertingRule(
                "InstanceDown",
                RuleExpression.unparsed("up == 0"),
                Duration.ZERO,
                Duration.ZERO,
                Map.of("severity", "page"),
                annotations);
        return new Occurrences(rule, FACTS, expander);
    }

    @Benchmark
    public Found three_templates() {
        return found(templates);
    }

    @Benchmark
    public Found no_template() {
        return found(literals);
    }

    private Found found(Occurrences occurrences) {
        return occurrences
                .of(samples, QUERY, RuleTextsBenchmark::nobody, ActiveAlerts.none())
                .result();
    }

    private static Future<QueryResult> nobody(Query query) {
        throw new IllegalStateException("no template asks: " + query.expression());
    }
}
