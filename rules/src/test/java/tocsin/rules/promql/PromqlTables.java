package tocsin.rules.promql;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Rows of two columns with {@code =>} between them; the columns of CSV would need too many quotes here. */
final class PromqlTables {
    private PromqlTables() {}

    static Stream<Arguments> rows(String table) {
        return table.lines().filter(line -> !line.isBlank()).map(PromqlTables::row);
    }

    private static Arguments row(String line) {
        int arrow = line.indexOf("=>");
        return Arguments.of(
                line.substring(0, arrow).strip(), line.substring(arrow + 2).strip());
    }
}
