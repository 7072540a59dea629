package tocsin.evaluator.template;

import java.util.function.LongSupplier;
import tocsin.rules.template.RuleTemplates;
import tocsin.rules.template.TemplateDialect;

/** Expanders as tests need them: everything at once. */
public final class Expanders {
    private Expanders() {}

    /** Without elapsed time. */
    public static TextExpander prometheus() {
        return of(TemplateDialect.PROMETHEUS, ExpansionObserver.NONE);
    }

    public static TextExpander prometheus(LongSupplier nanoTime) {
        return of(TemplateDialect.PROMETHEUS, ExpansionLimits.defaults(nanoTime), ExpansionObserver.NONE);
    }

    public static TextExpander of(TemplateDialect dialect, ExpansionObserver observer) {
        return of(dialect, ExpansionLimits.defaults(() -> 0), observer);
    }

    public static TextExpander of(TemplateDialect dialect, ExpansionLimits limits, ExpansionObserver observer) {
        return new TextExpander(RuleTemplates.of(dialect), Worker.INLINE, limits, observer);
    }
}
