package tocsin.server.client;

import java.util.ArrayList;
import java.util.List;

/** Columns for people, two blanks apart, as amtool prints them. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... head) {
        row(head);
    }

    public void row(String... cells) {
        rows.add(List.of(cells).stream().map(TextTable::oneLine).toList());
    }

    /** What others wrote cannot break the table, nor tell the terminal what to do. */
    public static String oneLine(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int[] widths = widths();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - length(cell) + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(row.get(column)));
            }
        }
        return widths;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
