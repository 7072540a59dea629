package tocsin.evaluator.group;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class RuleStateRowTableTest extends TableContract<RuleStateRow> {
    static final RuleIdentity IDENTITY = new RuleIdentity(
            "rules/db.yml",
            "slo",
            RuleIdentity.Kind.ALERTING,
            "HighLatency",
            Map.of("severity", "page", "team", "db", "area", "storage"),
            0);

    @Override
    protected Table<RuleStateRow> table() {
        return RuleStateRow.TABLE;
    }

    @Override
    protected Arbitrary<RuleStateRow> values() {
        return Combinators.combine(identities(), Values.instants(), Values.texts())
                .as(RuleStateRow::new);
    }

    static Arbitrary<RuleIdentity> identities() {
        return Combinators.combine(
                        Values.texts(),
                        Values.texts(),
                        Arbitraries.of(RuleIdentity.Kind.class),
                        Values.texts(),
                        Values.textMaps(),
                        Arbitraries.integers().between(0, 100))
                .as(RuleIdentity::new);
    }

    @Override
    protected Map<String, RuleStateRow> golden() {
        return Map.of(
                "010c72756c65732f64622e796d6c03736c6f08414c455254494e470b486967684c6174656e6379030461726561077374"
                        + "6f726167650873657665726974790470616765047465616d0264620080e4ad950d0012636f6e6e656374696f6e207265"
                        + "6675736564",
                new RuleStateRow(IDENTITY, Instant.parse("2026-01-01T00:00:00Z"), "connection refused"));
    }
}
