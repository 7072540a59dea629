package tocsin.rules.template;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * What the templates of one rule know, whatever the sample.
 *
 * @param expression as written
 * @param holdDuration the rule's {@code for}
 * @param groupId all 64 bits, unsigned
 * @param interval of the rule's group
 * @param externalUrl where a person opens the data source: without user, password and a slash at its end
 */
public record RuleFacts(
        String expression,
        Duration holdDuration,
        long groupId,
        Duration interval,
        Labels externalLabels,
        String externalUrl) {
    public RuleFacts {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(holdDuration, "holdDuration");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(externalLabels, "externalLabels");
        Objects.requireNonNull(externalUrl, "externalUrl");
    }

    LabelMap externalLabelMap() {
        return new LabelMap(externalLabels);
    }

    /**
     * Dot for one sample.
     *
     * @param labels of the sample, {@code __name__} included
     * @param histogram text form of a native histogram, null for a float
     * @param alert known while annotations are expanded, else null; of use in vmalert's dialect only
     */
    public RuleData data(
            TemplateDialect dialect,
            Labels labels,
            double number,
            @Nullable String histogram,
            @Nullable AlertFacts alert) {
        Object value = HistogramValue.orNumber(number, histogram);
        LabelMap map = new LabelMap(labels);
        return switch (dialect) {
            case PROMETHEUS -> new PrometheusData(map, this, value);
            case VMALERT -> new VmalertData(map, this, value, alert);
        };
    }
}
