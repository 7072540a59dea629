package tocsin.evaluator.group;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a result.
 *
 * @param warnings about it
 * @param error that the rule shows although its alerts were kept up to date, as vmalert does; null when there is none
 */
record Taken(List<String> warnings, @Nullable String error) {
    static final Taken WELL = new Taken(List.of(), null);

    Taken {
        warnings = List.copyOf(warnings);
    }

    static Taken with(List<String> warnings) {
        return new Taken(warnings, null);
    }
}
