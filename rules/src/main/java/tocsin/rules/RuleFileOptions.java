package tocsin.rules;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.Source;
import tocsin.model.LabelNames;

/**
 * How rule files are read.
 *
 * @param names which metric, label and annotation names are valid; vmalert's dialect judges none
 * @param environment value of an environment variable, null when it is not set; vmalert's dialect only
 * @param maxBytes larger files are refused
 */
public record RuleFileOptions(
        RuleDialect dialect, LabelNames names, Function<String, @Nullable String> environment, int maxBytes) {
    public RuleFileOptions {
        Objects.requireNonNull(dialect, "dialect");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(environment, "environment");
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
        }
    }

    /** UTF-8 names, an empty environment. */
    public static RuleFileOptions of(RuleDialect dialect) {
        return new RuleFileOptions(dialect, LabelNames.UTF8, name -> null, Source.DEFAULT_MAX_BYTES);
    }

    public RuleFileOptions withNames(LabelNames other) {
        return new RuleFileOptions(dialect, other, environment, maxBytes);
    }

    public RuleFileOptions withEnvironment(Function<String, @Nullable String> other) {
        return new RuleFileOptions(dialect, names, other, maxBytes);
    }

    public RuleFileOptions withMaxBytes(int other) {
        return new RuleFileOptions(dialect, names, environment, other);
    }

    boolean vmalert() {
        return dialect == RuleDialect.VMALERT;
    }
}
