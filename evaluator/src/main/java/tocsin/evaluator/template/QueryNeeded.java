package tocsin.evaluator.template;

import tocsin.templates.value.Interruption;

/** A template asked for what is not known yet. */
final class QueryNeeded extends Interruption {
    private static final long serialVersionUID = 1;

    private final String expression;

    QueryNeeded(String expression) {
        super("needs the answer to a query");
        this.expression = expression;
    }

    String expression() {
        return expression;
    }
}
