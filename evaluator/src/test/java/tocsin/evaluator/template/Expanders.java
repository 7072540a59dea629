package tocsin.evaluator.template;

import tocsin.rules.template.RuleTemplates;
import tocsin.rules.template.TemplateDialect;

/** Expanders as tests need them: at once, and without elapsed time. */
public final class Expanders {
    private Expanders() {}

    public static TextExpander prometheus() {
        return of(TemplateDialect.PROMETHEUS, ExpansionObserver.NONE);
    }

    public static TextExpander of(TemplateDialect dialect, ExpansionObserver observer) {
        return new TextExpander(RuleTemplates.of(dialect), Worker.INLINE, ExpansionLimits.defaults(() -> 0), observer);
    }
}
