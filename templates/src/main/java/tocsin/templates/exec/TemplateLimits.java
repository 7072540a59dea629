package tocsin.templates.exec;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * What one execution may cost. Beyond it the template fails with its name and line.
 *
 * @param steps actions, iterations and calls; a call with or for large values is as many as they are large
 * @param output in characters, of the whole output and of every single text made on the way; what the template keeps in
 *     variables, lists and maps may take twice as many bytes, and 1 MiB
 * @param depth of templates that call each other
 * @param time by {@code nanoTime}
 * @param nanoTime monotonic nanoseconds
 */
public record TemplateLimits(long steps, int output, int depth, Duration time, LongSupplier nanoTime) {
    public TemplateLimits {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(nanoTime, "nanoTime");
        if (steps < 1 || output < 1 || depth < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /**
     * Far beyond what notifications of thousands of alerts need. The depth fits a stack of 512 KB with some control structures
     * in every template: each level of nesting takes up to 800 bytes of it.
     */
    public static TemplateLimits defaults(LongSupplier nanoTime) {
        return new TemplateLimits(10_000_000, 8 << 20, 100, Duration.ofSeconds(10), nanoTime);
    }

    public TemplateLimits withTimeAtMost(Duration most) {
        return time.compareTo(most) <= 0 ? this : new TemplateLimits(steps, output, depth, most, nanoTime);
    }
}
