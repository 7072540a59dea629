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
    static Position of(SourceLines file, Position start, String expression, PromqlError error) {
        List<String> lines = expression.lines().toList();
        if (lines.size() < 2) {
            return start;
        }
        // The end of the input is often a line further on than the last text.
        boolean atEnd = error.line() > lines.size();
        int number = atEnd ? lines.size() : error.line();
        String wanted = lines.get(number - 1);
        int column = atEnd ? wanted.length() + 1 : error.column();
        // A block begins in the line after its `|`.
        int inBlock = start.line() + number;
        String line = file.line(inBlock);
        boolean same = line.strip().equals(wanted.strip()) && !wanted.isBlank();
        return same ? new Position(inBlock, indent(line) - indent(wanted) + column) : start;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
