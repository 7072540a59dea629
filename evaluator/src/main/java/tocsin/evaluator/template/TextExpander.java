package tocsin.evaluator.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.rules.template.RuleTemplates;
import tocsin.rules.template.TemplateDialect;

/** What all rules share for the expansion of their texts. Immutable; any thread. */
public final class TextExpander {
    private final RuleTemplates templates;
    private final Worker worker;
    private final ExpansionLimits limits;
    private final ExpansionObserver observer;

    public TextExpander(RuleTemplates templates, Worker worker, ExpansionLimits limits, ExpansionObserver observer) {
        this.templates = Objects.requireNonNull(templates, "templates");
        this.worker = Objects.requireNonNull(worker, "worker");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    public TemplateDialect dialect() {
        return templates.dialect();
    }

    /**
     * Parses the texts of a rule, once for all its evaluations.
     *
     * @param kind {@code label} or {@code annotation}
     * @param texts by name, in UTF-8 order of the names
     */
    public PreparedTexts prepare(String alert, String kind, Map<String, String> texts) {
        List<PreparedText> prepared = new ArrayList<>(texts.size());
        texts.forEach((name, text) -> prepared.add(PreparedText.of(templates, alert, kind, name, text)));
        return new PreparedTexts(prepared);
    }

    /** The expansion of one rule's texts in one evaluation. */
    public Expansion begin(Evaluation evaluation) {
        return new Expansion(evaluation, templates.dialect(), worker, limits, observer);
    }
}
