package tocsin.rules;

import java.util.List;
import tocsin.config.Position;

/**
 * Where in the file the mistake of an expression or a template stands. YAML may have folded, indented or escaped the text, so the
 * place is only moved from the start of the text when the very line of the text stands there.
 */
final class TextPlace {
    private TextPlace() {}

    /**
     * @param start of the YAML value
     * @param errorLine in the text, from 1
     * @param errorColumn in that line, from 1
     * @return the start for texts of one line, whose place inside the message is enough
     */
    static Position of(SourceLines file, Position start, String text, int errorLine, int errorColumn) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2) {
            return start;
        }
        // The end of the input is often a line further on than the last text.
        boolean atEnd = errorLine > lines.size();
        int number = atEnd ? lines.size() : errorLine;
        String wanted = lines.get(number - 1);
        int column = atEnd ? wanted.length() + 1 : errorColumn;
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
