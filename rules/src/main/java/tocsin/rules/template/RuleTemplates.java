package tocsin.rules.template;

import java.util.Objects;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;

/** Parses the texts of alerting rules in one dialect. Immutable; any thread. */
public final class RuleTemplates {
    private final TemplateDialect dialect;
    private final TemplateSet functions;

    private RuleTemplates(TemplateDialect dialect, TemplateSet functions) {
        this.dialect = dialect;
        this.functions = functions;
    }

    public static RuleTemplates of(TemplateDialect dialect) {
        return switch (dialect) {
            case PROMETHEUS -> new RuleTemplates(dialect, TemplateSet.of(RuleFunctions.PROMETHEUS));
            case VMALERT -> new RuleTemplates(dialect, TemplateSet.of(VmalertFunctions.ALL));
        };
    }

    public TemplateDialect dialect() {
        return dialect;
    }

    /**
     * @param alert the rule's name
     * @param text of a label or annotation, a template or not
     * @throws TemplateException when it is no template; columns of its first line count the dialect's definitions, see
     *     {@link #column}
     */
    public RuleTemplate parse(String alert, String text) throws TemplateException {
        String name = nameFor(alert);
        return new RuleTemplate(name, dialect, functions.text(name, dialect.definitions() + text));
    }

    /** Why a text was refused, as its value at run time says it. */
    public String notParsed(String alert, TemplateException problem) {
        return dialect.notParsed(nameFor(alert), problem);
    }

    /** The problem's column in its line of the rule's own text, in bytes from 0; -1 when only the line is known. */
    public int column(TemplateException problem) {
        Objects.requireNonNull(problem, "problem");
        boolean behindDefinitions = problem.line() == 1 && problem.column() >= 0;
        return behindDefinitions
                ? Math.max(0, problem.column() - dialect.definitions().length())
                : problem.column();
    }

    private static String nameFor(String alert) {
        return "__alert_" + alert;
    }
}
