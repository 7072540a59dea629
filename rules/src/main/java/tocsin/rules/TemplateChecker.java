package tocsin.rules;

import java.util.Optional;

/**
 * Judges the syntax of a template without running it: the port through which rule files know templates. Pure; any
 * thread.
 */
@FunctionalInterface
public interface TemplateChecker {
    /** Takes every text; for as long as nobody expands templates. */
    TemplateChecker NONE = (name, text) -> Optional.empty();

    /**
     * @param templateName stands in messages, e.g. {@code __alert_HighLatency}
     * @return why the text is no template, in the form {@code template: name:line: reason}; empty when it is one
     */
    Optional<String> problem(String templateName, String text);
}
