package tocsin.rules.promql;

import static tocsin.rules.promql.ValueType.MATRIX;
import static tocsin.rules.promql.ValueType.SCALAR;
import static tocsin.rules.promql.ValueType.STRING;
import static tocsin.rules.promql.ValueType.VECTOR;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of Prometheus 3.14. Experimental ones are listed so that the error can say that the name is right but
 * the feature is off.
 */
final class PromqlFunctions {
    static final Map<String, PromqlFunction> BY_NAME = new Table()
            .each(List.of(VECTOR), VECTOR)
            .named("abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg")
            .named("histogram_count histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh")
            .named("sort sort_desc sqrt tan tanh timestamp")
            .each(List.of(MATRIX), VECTOR)
            .named("absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate")
            .named("last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time")
            .named("stdvar_over_time sum_over_time")
            .experimental("first_over_time mad_over_time ts_of_first_over_time ts_of_last_over_time")
            .experimental("ts_of_max_over_time ts_of_min_over_time")
            .each(List.of(VECTOR), VECTOR, 0, 1)
            .named("day_of_month day_of_week day_of_year days_in_month hour minute month year")
            .each(List.of(), SCALAR)
            .named("pi time")
            .experimental("end range start step")
            .each(List.of(VECTOR), SCALAR)
            .named("scalar")
            .each(List.of(SCALAR), VECTOR)
            .named("vector")
            .each(List.of(SCALAR, SCALAR), SCALAR)
            .experimental("max_of min_of")
            .each(List.of(VECTOR, SCALAR, SCALAR), VECTOR)
            .named("clamp")
            .each(List.of(VECTOR, SCALAR), VECTOR)
            .named("clamp_max clamp_min")
            .each(List.of(VECTOR, SCALAR), VECTOR, 1, 2)
            .named("round")
            .each(List.of(SCALAR, VECTOR), VECTOR)
            .named("histogram_quantile")
            .each(List.of(SCALAR, SCALAR, VECTOR), VECTOR)
            .named("histogram_fraction")
            .each(List.of(VECTOR, STRING, SCALAR, SCALAR), VECTOR, 3, 12)
            .experimental("histogram_quantiles")
            .each(List.of(MATRIX, SCALAR), VECTOR)
            .named("predict_linear")
            .each(List.of(MATRIX, SCALAR), VECTOR, 1, 2)
            .experimental("integral")
            .each(List.of(SCALAR, MATRIX), VECTOR)
            .named("quantile_over_time")
            .each(List.of(MATRIX, SCALAR, SCALAR), VECTOR)
            .experimental("double_exponential_smoothing")
            .each(List.of(VECTOR, VECTOR), VECTOR, 1, 2)
            .experimental("info")
            .each(List.of(VECTOR, STRING, STRING, STRING, STRING), VECTOR)
            .named("label_replace")
            .each(List.of(VECTOR, STRING, STRING, STRING), VECTOR, 3, Integer.MAX_VALUE)
            .named("label_join")
            .each(List.of(VECTOR, STRING), VECTOR, 1, Integer.MAX_VALUE)
            .experimental("sort_by_label sort_by_label_desc")
            .build();

    private PromqlFunctions() {}

    /** Collects functions; every name after an {@code each} has its signature. */
    private static final class Table {
        private final Map<String, PromqlFunction> functions = new HashMap<>();
        private List<ValueType> arguments = List.of();
        private int least;
        private int most;
        private ValueType result = VECTOR;

        Table each(List<ValueType> types, ValueType returned) {
            return each(types, returned, types.size(), types.size());
        }

        Table each(List<ValueType> types, ValueType returned, int fewest, int maximum) {
            arguments = types;
            result = returned;
            least = fewest;
            most = maximum;
            return this;
        }

        Table named(String names) {
            return add(names, false);
        }

        Table experimental(String names) {
            return add(names, true);
        }

        private Table add(String names, boolean experimental) {
            for (String name : names.split(" ", -1)) {
                functions.put(name, new PromqlFunction(name, arguments, least, most, result, experimental));
            }
            return this;
        }

        Map<String, PromqlFunction> build() {
            return Collections.unmodifiableMap(functions);
        }
    }
}
