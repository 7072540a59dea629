package tocsin.evaluator.group;

import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class ForSettledRowTableTest extends TableContract<ForSettledRow> {
    @Override
    protected Table<ForSettledRow> table() {
        return ForSettledRow.TABLE;
    }

    @Override
    protected Arbitrary<ForSettledRow> values() {
        return Combinators.combine(Values.texts(), Values.texts()).as(ForSettledRow::new);
    }

    @Override
    protected Map<String, ForSettledRow> golden() {
        return Map.of("010c72756c65732f64622e796d6c03736c6f", new ForSettledRow("rules/db.yml", "slo"));
    }
}
