package tocsin.evaluator.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.rules.template.RuleTemplate;
import tocsin.rules.template.RuleTemplates;
import tocsin.templates.syntax.TemplateException;

/**
 * One label or annotation of a rule.
 *
 * @param kind {@code label} or {@code annotation}
 * @param literal the text as written
 * @param template null for a text without template syntax, and for one that is no template
 * @param problem why it is no template; null otherwise
 */
record PreparedText(
        String kind,
        String name,
        String literal,
        @Nullable RuleTemplate template,
        @Nullable String problem) {
    PreparedText {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(literal, "literal");
    }

    static PreparedText of(RuleTemplates templates, String alert, String kind, String name, String text) {
        if (!templates.dialect().isTemplate(text)) {
            return new PreparedText(kind, name, text, null, null);
        }
        try {
            return new PreparedText(kind, name, text, templates.parse(alert, text), null);
        } catch (TemplateException e) {
            // Labels of a group are not judged when files are read.
            return new PreparedText(kind, name, text, null, templates.notParsed(alert, e));
        }
    }

    boolean isLiteral() {
        return template == null && problem == null;
    }

    /** {@code annotation "summary"} */
    String describe() {
        return "%s \"%s\"".formatted(kind, name);
    }
}
