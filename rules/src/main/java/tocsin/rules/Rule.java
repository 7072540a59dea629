package tocsin.rules;

import java.util.Map;

/** A rule of either kind. */
public sealed interface Rule permits AlertingRule, RecordingRule {
    /** Alert name or name of the recorded metric. */
    String name();

    RuleExpression expression();

    /**
     * Configured labels, the group's under the rule's, in UTF-8 order of names. Values are raw text and may be empty,
     * which removes the label.
     */
    Map<String, String> labels();
}
