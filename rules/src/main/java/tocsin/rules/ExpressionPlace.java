package tocsin.rules;

import java.util.List;
import tocsin.config.Position;
import tocsin.rules.promql.PromqlError;

/**
 * Where in the file the mistake of an expression stands. YAML may have folded, indented or escaped the text, so the
 * place is only moved from the start of the expression when the very line of the expression stands there.
 */
final class ExpressionPlace {
    private ExpressionPlace() {}

    /**
     * @param start of the YAML value
     * @return the start for expressions of one line, whose place inside the message is enough
     */
    static Position of(String file, Position start, String expression, PromqlError error) {
        List<String> expressionLines = expression.lines().toList();
        if (expressionLines.size() < 2 || error.line() > expressionLines.size()) {
            return start;
        }
        String wanted = expressionLines.get(error.line() - 1);
        // A block begins in the line after its `|`, a quoted text in its own.
        int inBlock = start.line() + error.line();
        String line = file.lines().skip(inBlock - 1L).findFirst().orElse("");
        int indent = line.length() - line.stripLeading().length();
        int ownIndent = wanted.length() - wanted.stripLeading().length();
        boolean same = line.strip().equals(wanted.strip()) && !wanted.isBlank();
        return same ? new Position(inBlock, indent - ownIndent + error.column()) : start;
    }
}
