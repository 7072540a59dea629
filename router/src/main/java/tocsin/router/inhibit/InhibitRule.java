package tocsin.router.inhibit;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.model.Matcher;

/**
 * Alerts that match {@code source} mute alerts that match {@code target} and have the same values of the {@code equal}
 * labels.
 *
 * @param name null when the rule has none; need not be unique
 * @param source sorted; empty matches every alert
 * @param target sorted; empty matches every alert
 */
public record InhibitRule(@Nullable String name, List<Matcher> source, List<Matcher> target, Set<String> equal) {
    public InhibitRule {
        source = source.stream().sorted().toList();
        target = target.stream().sorted().toList();
        equal = Set.copyOf(equal);
    }
}
