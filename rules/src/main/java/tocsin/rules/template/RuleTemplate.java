package tocsin.rules.template;

import tocsin.templates.Template;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;

/** One text of a rule, parsed once, expanded for every sample of every evaluation. Immutable; any thread. */
public final class RuleTemplate {
    private final String name;
    private final TemplateDialect dialect;
    private final Template template;

    RuleTemplate(String name, TemplateDialect dialect, Template template) {
        this.name = name;
        this.dialect = dialect;
        this.template = template;
    }

    /**
     * @return well-formed text
     * @throws tocsin.templates.value.Interruption as the environment threw it
     */
    public String expand(RuleData data, RuleEnvironment environment, TemplateLimits limits) throws TemplateException {
        return template.execute(data, environment, limits);
    }

    /** Why an expansion failed, as the text's value says it. */
    public String notExecuted(String reason) {
        return dialect.notExecuted(name, reason);
    }
}
