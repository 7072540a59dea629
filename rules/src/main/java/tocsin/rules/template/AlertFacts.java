package tocsin.rules.template;

import java.time.Instant;
import java.util.Objects;

/**
 * What vmalert's annotations know of the alert that they are for.
 *
 * @param id all 64 bits, unsigned
 * @param activeAt slot at which the condition was first seen
 */
public record AlertFacts(long id, Instant activeAt) {
    public AlertFacts {
        Objects.requireNonNull(activeAt, "activeAt");
    }
}
