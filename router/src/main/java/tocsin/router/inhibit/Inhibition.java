package tocsin.router.inhibit;

import java.util.Objects;
import tocsin.model.Labels;

/**
 * Why an alert is inhibited.
 *
 * @param rule the first in file order that mutes it
 * @param source an alert that fires; one of perhaps many
 */
public record Inhibition(InhibitRule rule, Labels source) {
    public Inhibition {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(source, "source");
    }
}
