package tocsin.evaluator.alerting;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.Sample;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.TemplateText;

/**
 * Makes alerts out of the samples of one rule: its labels over those of the sample, its annotations. What holds no
 * template is prepared once; without any template the annotations are one object for all alerts.
 */
public final class Occurrences {
    private final String alertName;
    private final Labels externalLabels;
    private final String externalUrl;
    private final TextExpander expander;
    private final List<Text> labels = new ArrayList<>();
    private final List<Text> annotations = new ArrayList<>();
    private final List<String> templates = new ArrayList<>();
    private final Annotations literalAnnotations;
    private final boolean templatedAnnotations;

    public Occurrences(AlertingRule rule, Labels externalLabels, String externalUrl, TextExpander expander) {
        this.alertName = rule.name();
        this.externalLabels = externalLabels;
        this.externalUrl = externalUrl;
        this.expander = expander;
        rule.labels().forEach((name, text) -> labels.add(text(name, text)));
        int labelTemplates = templates.size();
        rule.annotations().forEach((name, text) -> annotations.add(text(name, text)));
        templatedAnnotations = templates.size() > labelTemplates;
        literalAnnotations = Annotations.of(rule.annotations());
    }

    private Text text(String name, String text) {
        if (!TemplateText.isTemplate(text)) {
            return new Text(name, text, -1);
        }
        templates.add(text);
        return new Text(name, text, templates.size() - 1);
    }

    /**
     * @param query the rule's query at the slot, for templates that query
     * @return already complete when the rule has no templates; never fails because of one
     */
    public Future<List<Occurrence>> of(List<Sample> samples, Query query) {
        if (templates.isEmpty() || samples.isEmpty()) {
            return Future.succeededFuture(build(samples, Collections.nCopies(samples.size(), List.of())));
        }
        return expand(new TextExpander.Request(alertName, templates, samples, externalLabels, externalUrl, query))
                .otherwise(failure -> Collections.nCopies(samples.size(), failed(failure.toString())))
                .map(expanded -> build(samples, checked(expanded, samples.size())));
    }

    /** An expander that throws must not take the rule down with it. */
    private Future<List<List<String>>> expand(TextExpander.Request request) {
        try {
            return expander.expand(request);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private List<List<String>> checked(List<List<String>> expanded, int samples) {
        boolean complete =
                expanded.size() == samples && expanded.stream().allMatch(texts -> texts.size() == templates.size());
        return complete ? expanded : Collections.nCopies(samples, failed("the expander returned too few texts"));
    }

    private List<String> failed(String reason) {
        return Collections.nCopies(templates.size(), "<error expanding template: " + reason + '>');
    }

    private List<Occurrence> build(List<Sample> samples, List<List<String>> expanded) {
        List<Occurrence> occurrences = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            List<String> texts = expanded.get(i);
            occurrences.add(new Occurrence(labels(sample, texts), annotations(texts), sample.value()));
        }
        return occurrences;
    }

    private Labels labels(Sample sample, List<String> expanded) {
        Labels.Builder builder = sample.labels().toBuilder().remove(Labels.METRIC_NAME);
        for (Text text : labels) {
            builder.set(text.name(), text.value(expanded));
        }
        return builder.set(Labels.ALERT_NAME, alertName).build();
    }

    private Annotations annotations(List<String> expanded) {
        if (!templatedAnnotations) {
            return literalAnnotations;
        }
        Map<String, String> values = new HashMap<>();
        annotations.forEach(text -> values.put(text.name(), text.value(expanded)));
        return Annotations.of(values);
    }

    /** @param template index among the templates of the rule; -1 for a literal */
    private record Text(String name, String literal, int template) {
        String value(List<String> expanded) {
            return template < 0 ? literal : expanded.get(template);
        }
    }
}
