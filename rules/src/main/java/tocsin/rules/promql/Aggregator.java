package tocsin.rules.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Aggregation operators. */
public enum Aggregator {
    AVG(null),
    BOTTOMK(ValueType.SCALAR),
    COUNT(null),
    COUNT_VALUES(ValueType.STRING),
    GROUP(null),
    LIMITK(ValueType.SCALAR),
    LIMIT_RATIO(ValueType.SCALAR),
    MAX(null),
    MIN(null),
    QUANTILE(ValueType.SCALAR),
    STDDEV(null),
    STDVAR(null),
    SUM(null),
    TOPK(ValueType.SCALAR);

    private static final Map<String, Aggregator> BY_KEYWORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Aggregator::keyword, Function.identity()));

    private final @Nullable ValueType parameter;
    private final String keyword;

    Aggregator(@Nullable ValueType parameter) {
        this.parameter = parameter;
        this.keyword = name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Aggregator of(String lowerCase) {
        return BY_KEYWORD.get(lowerCase);
    }

    public String keyword() {
        return keyword;
    }

    /** Type of the argument in front of the vector; null when there is none. */
    public @Nullable ValueType parameter() {
        return parameter;
    }

    /** Whether Prometheus refuses it unless experimental functions are enabled. */
    boolean experimental() {
        return this == LIMITK || this == LIMIT_RATIO;
    }
}
