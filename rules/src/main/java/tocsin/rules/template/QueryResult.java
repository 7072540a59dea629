package tocsin.rules.template;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tocsin.model.Utf8Order;
import tocsin.templates.value.ListValue;
import tocsin.templates.value.Type;

/**
 * What {@code query} hands out. Every call gives an object of its own, as sorting changes it in place; the samples are
 * shared. For one execution.
 */
final class QueryResult implements ListValue {
    static final Type TYPE = Type.listOf(QuerySample.TYPE).as("template.queryResult");

    private List<QuerySample> samples;

    QueryResult(List<QuerySample> samples) {
        this.samples = Objects.requireNonNull(samples, "samples");
    }

    /** Ascending by the bytes of a label's text; samples with equal texts keep their order. */
    QueryResult sortByLabel(String name) {
        Comparator<QuerySample> byText = (left, right) ->
                Utf8Order.compare(left.labels().getOrEmpty(name), right.labels().getOrEmpty(name));
        samples = samples.stream().sorted(byText).toList();
        return this;
    }

    @Override
    public Type type() {
        return TYPE;
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public QuerySample get(int index) {
        return samples.get(index);
    }
}
