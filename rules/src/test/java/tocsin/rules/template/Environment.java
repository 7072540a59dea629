package tocsin.rules.template;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.model.Labels;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.FunctionFailure;

/** Expands a text for one sample; queries have the answers that a test gives them. */
final class Environment implements RuleEnvironment {
    static final Labels SAMPLE = Labels.of("__name__", "m", "a", "1", "b", "x.y:80", "job", "j");
    private static final Instant NOW = Instant.parse("2012-11-24T11:14:12Z");
    private static final String EXTERNAL_URL = "http://prometheus.example/pre";
    private static final RuleFacts FACTS = new RuleFacts(
            "m > 1", Duration.ofMinutes(5), 7, Duration.ofMinutes(1), Labels.of("cluster", "eu"), EXTERNAL_URL);

    private final RuleTemplates templates;
    private final Map<String, List<QuerySample>> answers = new LinkedHashMap<>();

    Environment(TemplateDialect dialect) {
        templates = RuleTemplates.of(dialect);
    }

    static Environment prometheus() {
        return new Environment(TemplateDialect.PROMETHEUS)
                .answer("m", new QuerySample(SAMPLE, 5, null), sample(7, "__name__", "m", "a", "2", "job", "j"))
                .answer("m{a='1'}", new QuerySample(SAMPLE, 5, null))
                .answer("count(m)", sample(2))
                .answer("nope");
    }

    static QuerySample sample(double value, String... labels) {
        return new QuerySample(Labels.of(labels), value, null);
    }

    Environment answer(String expression, QuerySample... samples) {
        answers.put(expression, List.of(samples));
        return this;
    }

    /** The text, or its error as upstream writes it into the annotation. */
    String expand(String text, double value) {
        return expand(text, FACTS.data(templates.dialect(), SAMPLE, value, null, null));
    }

    String expandHistogram(String text, String histogram) {
        return expand(text, FACTS.data(templates.dialect(), SAMPLE, 0, histogram, null));
    }

    String expandForAlert(String text, AlertFacts alert) {
        return expand(text, FACTS.data(templates.dialect(), SAMPLE, 5, null, alert));
    }

    private String expand(String text, RuleData data) {
        RuleTemplate template;
        try {
            template = templates.parse("A", text);
        } catch (TemplateException e) {
            return templates.dialect().valueFor(templates.notParsed("A", e));
        }
        try {
            return template.expand(data, this, TemplateLimits.defaults(() -> 0));
        } catch (TemplateException e) {
            return templates.dialect().valueFor(template.notExecuted(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public String externalUrl() {
        return EXTERNAL_URL;
    }

    @Override
    public List<QuerySample> query(String expression) throws FunctionFailure {
        List<QuerySample> answer = answers.get(expression);
        if (answer == null) {
            throw new FunctionFailure("unknown expression " + expression);
        }
        return answer;
    }
}
