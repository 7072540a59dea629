package tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlReader;
import tocsin.evaluator.group.EvaluationObserver;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.evaluator.send.RecordingSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.evaluator.template.Expanders;
import tocsin.model.GoQuote;
import tocsin.model.Labels;
import tocsin.rules.RuleDialect;
import tocsin.rules.RuleFile;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFileReader;
import tocsin.rules.RuleSet;
import tocsin.state.MemoryStateStore;
import tocsin.time.SimulatedTime;

/** Recorded annotations of Prometheus 3.14: from the text in a rule file to the annotation of the alert that is sent. */
class AnnotationCasesTest {
    private static final String NAME = "annotation.json";

    private final Problems none = new Problems(NAME);
    private final FakeDatasource datasource = new FakeDatasource();
    private final RecordingSink sink = new RecordingSink();
    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-01-02T03:00:30Z"));

    @TestFactory
    Stream<DynamicTest> an_annotation_is_upstreams() throws IOException {
        Fields recorded = new Fields((YamlMapping) Objects.requireNonNull(YamlReader.readFirst(source(), none)), none);
        Objects.requireNonNull(recorded.mapping("queries"))
                .entries()
                .forEach((expression, samples) -> datasource.answer(expression, samples((YamlList) samples.value())));
        List<Fields> cases = new ArrayList<>();
        for (YamlNode node : recorded.list("cases")) {
            cases.add(new Fields((YamlMapping) node, none));
        }
        Map<String, String> annotations = annotations(cases);
        assertThat(none.list()).isEmpty();
        return cases.stream()
                .map(test -> DynamicTest.dynamicTest(
                        test.string("id") + " " + test.string("text"),
                        () -> judge(test, annotations.get(test.string("id")))));
    }

    private static void judge(Fields test, String annotation) {
        if (test.has("error")) {
            // What is recorded was cut at 200 characters.
            assertThat(annotation).startsWith("<error expanding template: " + test.string("why", ""));
        } else {
            assertThat(annotation).isEqualTo(test.string("expect", ""));
        }
    }

    /** All cases as the rules of one file, evaluated once. */
    private Map<String, String> annotations(List<Fields> cases) {
        StringBuilder rules = new StringBuilder("groups:\n- name: cases\n  rules:\n");
        for (Fields test : cases) {
            rules.append("  - alert: ").append(test.string("id"));
            rules.append("\n    expr: ").append(test.string("expr"));
            rules.append("\n    annotations:\n      text: ");
            GoQuote.append(rules, test.string("text", ""));
            rules.append('\n');
            datasource.answer(test.string("expr", ""), sample(Objects.requireNonNull(test.mapping("sample"))));
        }
        assertThat(engine().start(RuleSet.of(List.of(file(rules.toString()))), List.of())
                        .succeeded())
                .isTrue();
        time.advance(Duration.ofMinutes(1));
        Map<String, String> annotations = new TreeMap<>();
        for (RuleAlert sent : sink.sent) {
            annotations.put(sent.alert().name(), sent.alert().annotations().getOrEmpty("text"));
        }
        return annotations;
    }

    private RuleEngine engine() {
        EvaluationPorts ports = new EvaluationPorts(
                datasource,
                sink,
                SeriesSink.NO_TARGET,
                Expanders.prometheus(),
                new MemoryStateStore(),
                time,
                time::nanoTime,
                EvaluationObserver.NONE);
        return new RuleEngine(EvaluationOptions.defaults(), ports, time, group -> time);
    }

    private static RuleFile file(String text) {
        Problems problems = new Problems("rules.yml");
        RuleFile file = new RuleFileReader(RuleFileOptions.of(RuleDialect.PROMETHEUS))
                .read(new Source("rules.yml", text), problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(file);
    }

    private Sample[] samples(YamlList list) {
        return list.items().stream().map(item -> sample((YamlMapping) item)).toArray(Sample[]::new);
    }

    private Sample sample(YamlMapping mapping) {
        Fields fields = new Fields(mapping, none);
        Labels.Builder labels = Labels.builder();
        Fields named = new Fields(Objects.requireNonNull(fields.mapping("labels")), none);
        named.mapping().entries().keySet().forEach(name -> labels.set(name, named.string(name, "")));
        return new Sample(labels.build(), number(fields.string("value", "")));
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static Source source() throws IOException {
        try (InputStream in = Objects.requireNonNull(AnnotationCasesTest.class.getResourceAsStream(NAME))) {
            return new Source(NAME, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
