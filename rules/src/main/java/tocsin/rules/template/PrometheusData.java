package tocsin.rules.template;

import java.util.List;
import java.util.Objects;
import tocsin.templates.value.Type;

/** @param value a number or a {@link HistogramValue} */
record PrometheusData(LabelMap labels, RuleFacts facts, Object value) implements RuleData {
    private static final Type TYPE = Type.struct(
            "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }");
    private static final List<String> FIELDS = List.of("Labels", "ExternalLabels", "ExternalURL", "Value");

    PrometheusData {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(value, "value");
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public Object field(String name) {
        return switch (name) {
            case "Labels" -> labels;
            case "ExternalLabels" -> facts.externalLabelMap();
            case "ExternalURL" -> facts.externalUrl();
            default -> value;
        };
    }
}
