package tocsin.evaluator.template;

import java.util.Objects;

/**
 * What went wrong with one text.
 *
 * @param first error
 * @param count of samples
 */
public record Failures(String first, int count) {
    public Failures {
        Objects.requireNonNull(first, "first");
    }

    Failures and(Failures later) {
        return new Failures(first, count + later.count);
    }

    @Override
    public String toString() {
        return count == 1 ? first : "%s (and for %d more)".formatted(first, count - 1);
    }
}
