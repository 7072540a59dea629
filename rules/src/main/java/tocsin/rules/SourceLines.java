package tocsin.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a file, split when the first is asked for: most files have no mistake to be placed. Not thread-safe. */
final class SourceLines {
    private final String text;
    private @Nullable List<String> lines;

    SourceLines(String text) {
        this.text = text;
    }

    /** @param number from 1; a line that does not exist is empty */
    String line(int number) {
        if (lines == null) {
            lines = text.lines().toList();
        }
        return number <= lines.size() ? lines.get(number - 1) : "";
    }
}
