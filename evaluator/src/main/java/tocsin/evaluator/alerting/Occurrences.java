package tocsin.evaluator.alerting;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.template.Evaluation;
import tocsin.evaluator.template.Expansion;
import tocsin.evaluator.template.PreparedTexts;
import tocsin.evaluator.template.TextExpander;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.template.AlertFacts;
import tocsin.rules.template.RuleData;
import tocsin.rules.template.RuleFacts;
import tocsin.rules.template.TemplateDialect;

/**
 * Makes alerts out of the samples of one rule: its labels over those of the sample, its annotations. Texts are parsed
 * once; without any template the annotations are one object for all alerts. Confined to the context of the rule's group;
 * one evaluation after another.
 */
public final class Occurrences {
    private final AlertingRule rule;
    private final RuleFacts facts;
    private final TextExpander expander;
    private final Annotations literalAnnotations;
    /** Prepared by the first evaluation that needs them, so that a start with very many rules does not wait for it. */
    private @Nullable PreparedTexts preparedLabels;

    private @Nullable PreparedTexts preparedAnnotations;
    /** Whether the last expansion took long, as the next one will. */
    private boolean heavy;

    public Occurrences(AlertingRule rule, RuleFacts facts, TextExpander expander) {
        this.rule = rule;
        this.facts = facts;
        this.expander = expander;
        literalAnnotations = Annotations.of(rule.annotations());
    }

    /**
     * @param query the rule's query at the slot, for templates that query
     * @param ask gives an answer, or fails, within a query's timeout
     * @param before the alerts as the last evaluation left them
     * @return already complete when no template queries and the samples are not very many. Fails because of a template in
     *     one case only: alerts fire, and the query of a label goes unanswered. The label would be another one until the
     *     answer is back, and what fires would look recovered.
     */
    public Future<Found> of(
            List<Sample> samples, Query query, Function<Query, Future<QueryResult>> ask, ActiveAlerts before) {
        if (samples.isEmpty() || (labels().isLiteral() && annotations().isLiteral())) {
            return Future.succeededFuture(
                    new Found(build(labelSets(samples, List.of()), samples, List.of()), Map.of()));
        }
        Expansion expansion = expander.begin(new Evaluation(query, facts.externalUrl(), ask, heavy));
        return labelSets(samples, expansion)
                .compose(sets -> settled(sets, expansion, before))
                .compose(sets -> occurrences(samples, sets, expansion, query.time(), before))
                .map(found -> {
                    heavy = expansion.tookLong();
                    return new Found(found, expansion.failures());
                });
    }

    private PreparedTexts labels() {
        if (preparedLabels == null) {
            preparedLabels = expander.prepare(rule.name(), "label", rule.labels());
        }
        return preparedLabels;
    }

    private PreparedTexts annotations() {
        if (preparedAnnotations == null) {
            preparedAnnotations = expander.prepare(rule.name(), "annotation", rule.annotations());
        }
        return preparedAnnotations;
    }

    private Future<List<Labels>> labelSets(List<Sample> samples, Expansion expansion) {
        if (labels().isLiteral()) {
            return Future.succeededFuture(labelSets(samples, List.of()));
        }
        return expansion
                .expand(labels(), samples.size(), i -> data(samples.get(i), null))
                .map(rows -> labelSets(samples, rows));
    }

    private static Future<List<Labels>> settled(List<Labels> sets, Expansion expansion, ActiveAlerts before) {
        QueryFailure unanswered = expansion.unanswered();
        return unanswered == null || before.firing() == 0
                ? Future.succeededFuture(sets)
                : Future.failedFuture(new QueryFailure(
                        unanswered.kind(),
                        "a query in the template of a label: " + unanswered.getMessage(),
                        unanswered));
    }

    private Future<List<Occurrence>> occurrences(
            List<Sample> samples, List<Labels> sets, Expansion expansion, Instant slot, ActiveAlerts before) {
        if (annotations().isLiteral()) {
            return Future.succeededFuture(build(sets, samples, List.of()));
        }
        boolean knowsAlerts = expander.dialect() == TemplateDialect.VMALERT;
        return expansion
                .expand(
                        annotations(),
                        samples.size(),
                        i -> data(samples.get(i), knowsAlerts ? alert(sets.get(i), slot, before) : null))
                .map(rows -> build(sets, samples, rows));
    }

    private RuleData data(Sample sample, @Nullable AlertFacts alert) {
        return facts.data(expander.dialect(), sample.labels(), sample.value(), sample.histogram(), alert);
    }

    private static AlertFacts alert(Labels labels, Instant slot, ActiveAlerts before) {
        ActiveAlert known = before.get(labels);
        Instant activeAt = known != null && known.isActive() ? known.activeAt() : slot;
        return new AlertFacts(labels.fingerprint().value(), activeAt);
    }

    /** @param rows expanded texts of each sample; empty when they are literals */
    private List<Labels> labelSets(List<Sample> samples, List<List<String>> rows) {
        PreparedTexts labels = labels();
        List<Labels> sets = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            Labels.Builder builder = samples.get(i).labels().toBuilder().remove(Labels.METRIC_NAME);
            for (int text = 0; text < labels.size(); text++) {
                builder.set(
                        labels.name(text),
                        rows.isEmpty() ? labels.literal(text) : rows.get(i).get(text));
            }
            sets.add(builder.set(Labels.ALERT_NAME, rule.name()).build());
        }
        return sets;
    }

    /** @param rows expanded annotations of each sample; empty when they are literals */
    private List<Occurrence> build(List<Labels> sets, List<Sample> samples, List<List<String>> rows) {
        List<Occurrence> occurrences = new ArrayList<>(samples.size());
        String[] pairs = new String[2 * annotations().size()];
        for (int i = 0; i < samples.size(); i++) {
            Annotations expanded = rows.isEmpty() ? literalAnnotations : annotations(rows.get(i), pairs);
            occurrences.add(new Occurrence(sets.get(i), expanded, samples.get(i).value()));
        }
        return occurrences;
    }

    /** @param pairs names and values in turn; every call writes over it */
    private Annotations annotations(List<String> row, String[] pairs) {
        PreparedTexts annotations = annotations();
        for (int text = 0; text < row.size(); text++) {
            pairs[2 * text] = annotations.name(text);
            pairs[2 * text + 1] = row.get(text);
        }
        return Annotations.ofPairs(pairs, pairs.length);
    }
}
