package tocsin.rules.template;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;

/**
 * One sample of the answer to a template's query.
 *
 * @param labels with {@code __name__} where the data source gives it
 * @param histogram text form of a native histogram, null for a float
 */
public record QuerySample(
        Labels labels, double number, @Nullable String histogram) implements StructValue {
    static final Type TYPE = Type.struct("*template.sample");
    private static final List<String> FIELDS = List.of("Labels", "Value");

    public QuerySample {
        Objects.requireNonNull(labels, "labels");
    }

    /** As templates see the value: a number, or a histogram. */
    Object value() {
        return HistogramValue.orNumber(number, histogram);
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
        return name.equals("Labels") ? new LabelMap(labels) : value();
    }
}
