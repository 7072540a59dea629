package tocsin.router.explain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one gate decided, and why.
 *
 * @param text for people, without a full stop
 * @param until when it decides otherwise, if nothing else happens; null when that is not known, or never
 * @param by ids of silences, fingerprints of alerts, names of time intervals; usually empty
 */
public record Finding(
        Gate gate, Effect effect, String text, @Nullable Instant until, List<String> by) {
    public Finding {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(text, "text");
        by = List.copyOf(by);
    }

    public static Finding of(Gate gate, Effect effect, String text) {
        return new Finding(gate, effect, text, null, List.of());
    }

    boolean holdsBack() {
        return effect == Effect.HOLDS_BACK;
    }
}
