package tocsin.rules;

import java.util.Objects;

/**
 * The expression of a rule.
 *
 * @param text as it stands in the file; this is what the data source is asked
 * @param canonical printed from the parsed expression (comments and layout gone), as people see it in the API and in
 *     links; equal to {@code text} where the dialect is not parsed
 */
public record RuleExpression(String text, String canonical) {
    public RuleExpression {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(canonical, "canonical");
    }

    public static RuleExpression unparsed(String text) {
        return new RuleExpression(text, text);
    }
}
