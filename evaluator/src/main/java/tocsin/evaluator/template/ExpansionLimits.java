package tocsin.evaluator.template;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import tocsin.templates.exec.TemplateLimits;

/**
 * What the templates of one rule may cost in one evaluation. Beyond a bound the text that went there becomes its error.
 *
 * @param execution of one text for one sample
 * @param queries different ones of all templates of the rule
 * @param queriesPerText that one text may wait for, for one sample; each means that it is executed once more
 * @param samples in all answers together, as they are kept until the evaluation ends
 * @param output in characters, of all texts together
 * @param inlineTexts more are expanded by the {@link Worker}
 * @param inlineTime after so long the worker does the rest
 */
public record ExpansionLimits(
        TemplateLimits execution,
        int queries,
        int queriesPerText,
        int samples,
        long output,
        int inlineTexts,
        Duration inlineTime) {
    public ExpansionLimits {
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(inlineTime, "inlineTime");
        if (queries < 1 || queriesPerText < 1 || samples < 1 || output < 1 || inlineTexts < 0) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }

    /** The defaults of {@code tocsin run}. */
    public static ExpansionLimits defaults(LongSupplier nanoTime) {
        return of(TemplateLimits.defaults(nanoTime));
    }

    public static ExpansionLimits of(TemplateLimits execution) {
        return new ExpansionLimits(execution, 1_000, 100, 250_000, 128L << 20, 2_000, Duration.ofMillis(20));
    }

    public ExpansionLimits withQueries(int perEvaluation, int perText) {
        return new ExpansionLimits(execution, perEvaluation, perText, samples, output, inlineTexts, inlineTime);
    }

    public ExpansionLimits withSamples(int most) {
        return new ExpansionLimits(execution, queries, queriesPerText, most, output, inlineTexts, inlineTime);
    }

    public ExpansionLimits withOutput(long characters) {
        return new ExpansionLimits(execution, queries, queriesPerText, samples, characters, inlineTexts, inlineTime);
    }

    public ExpansionLimits withInlineTexts(int most) {
        return new ExpansionLimits(execution, queries, queriesPerText, samples, output, most, inlineTime);
    }
}
