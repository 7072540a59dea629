package tocsin.rules.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.time.DurationValue;
import tocsin.templates.time.TimeValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;

/**
 * @param value a number or a {@link HistogramValue}
 * @param alert null in labels, which know the sample and the expression only
 */
record VmalertData(
        LabelMap labels,
        RuleFacts facts,
        Object value,
        @Nullable AlertFacts alert) implements RuleData {
    private static final Type TYPE = Type.struct("notifier.tplData");
    private static final Instant YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z");
    private static final List<String> FIELDS = List.of(
            "Type",
            "Labels",
            "Value",
            "Expr",
            "AlertID",
            "GroupID",
            "ActiveAt",
            "For",
            "Interval",
            "IsPartial",
            "ExternalLabels",
            "ExternalURL");

    VmalertData {
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
            case "Value" -> value;
            case "Expr" -> facts.expression();
            case "ExternalLabels" -> facts.externalLabelMap();
            case "ExternalURL" -> facts.externalUrl();
            default -> alert == null ? unknown(name) : ofAlert(name, alert);
        };
    }

    private Object ofAlert(String name, AlertFacts known) {
        return switch (name) {
            case "Type" -> "prometheus";
            case "AlertID" -> id(known.id());
            case "GroupID" -> id(facts.groupId());
            case "ActiveAt" -> time(known.activeAt());
            case "For" -> new DurationValue(facts.holdDuration().toNanos());
            case "Interval" -> new DurationValue(facts.interval().toNanos());
            // A partial result fails the rule, or is taken for whole, before a template sees it.
            default -> false;
        };
    }

    private static Object unknown(String name) {
        return switch (name) {
            case "Type" -> "";
            case "AlertID", "GroupID" -> id(0);
            case "ActiveAt" -> time(YEAR_ONE);
            case "For", "Interval" -> new DurationValue(0);
            default -> false;
        };
    }

    private static TypedInt id(long bits) {
        return new TypedInt(Type.UINT64, bits);
    }

    private static TimeValue time(Instant instant) {
        return new TimeValue(instant, ZoneOffset.UTC);
    }
}
