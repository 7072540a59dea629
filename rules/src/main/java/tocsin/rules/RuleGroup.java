package tocsin.rules;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated one after another at the same slots.
 *
 * @param file as the user named it; with {@code name} the identity of the group
 * @param interval null for the evaluator's default; never zero
 * @param queryOffset how far in the past queries look; null for the evaluator's default, zero overrides it
 * @param limit most alerts or series that one rule may have; 0 for no limit
 * @param extras what only vmalert's dialect knows; {@link VmalertExtras#NONE} otherwise
 */
public record RuleGroup(
        String file,
        String name,
        @Nullable Duration interval,
        @Nullable Duration queryOffset,
        long limit,
        List<Rule> rules,
        VmalertExtras extras) {
    public RuleGroup {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(extras, "extras");
        rules = List.copyOf(rules);
        if (limit < 0) {
            throw new IllegalArgumentException("limit must not be negative: " + limit);
        }
    }

    /** {@code file;name}: the value of the label {@code rule_group} of metrics. */
    public String id() {
        return file + ';' + name;
    }
}
