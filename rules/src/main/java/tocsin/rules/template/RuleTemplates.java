package tocsin.rules.template;

import java.util.Map;
import java.util.Objects;
import tocsin.templates.TemplateSet;
import tocsin.templates.function.RegexFunctions;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Function;

/** Parses the texts of alerting rules in one dialect. Any thread; remembers the regular expressions of its templates. */
public final class RuleTemplates {
    private final TemplateDialect dialect;
    private final TemplateSet functions;

    private RuleTemplates(TemplateDialect dialect, TemplateSet functions) {
        this.dialect = dialect;
        this.functions = functions;
    }

    public static RuleTemplates of(TemplateDialect dialect) {
        Map<String, Function> functions = switch (dialect) {
            case PROMETHEUS -> RuleFunctions.PROMETHEUS;
            case VMALERT -> VmalertFunctions.ALL;
        };
        return new RuleTemplates(dialect, TemplateSet.of(RuleFunctions.with(functions, RegexFunctions.create())));
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
