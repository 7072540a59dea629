package tocsin.rules.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Printed;
import tocsin.templates.value.Type;

/** A native histogram: templates can print it, and no more. */
record HistogramValue(String text) implements Printed {
    private static final Type TYPE = Type.struct("*histogram.FloatHistogram");

    HistogramValue {
        Objects.requireNonNull(text, "text");
    }

    static Object orNumber(double number, @Nullable String histogram) {
        return histogram == null ? (Object) number : new HistogramValue(histogram);
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public String printed() {
        return text;
    }
}
