package tocsin.router.pipeline;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.router.StoredValues;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class AttemptTableTest extends TableContract<Attempt> {
    @Override
    protected Table<Attempt> table() {
        return Attempt.TABLE;
    }

    @Override
    protected Arbitrary<Attempt> values() {
        return Combinators.combine(
                        StoredValues.logKeys(),
                        Values.instants(),
                        StoredValues.alertHashes(),
                        StoredValues.alertHashes())
                .as(Attempt::new);
    }

    @Override
    protected Map<String, Attempt> golden() {
        return Map.of(
                "010d302f7b7465616d3d226462227d0109616c6572746e616d650b486967684c6174656e637905706167657207776562"
                        + "686f6f6b0180e4ad950d80cab5ee0102ffffffffffffffff000000000000000100",
                new Attempt(
                        StoredValues.KEY,
                        Instant.parse("2026-01-01T00:00:00.5Z"),
                        AlertHashes.of(1, -1),
                        AlertHashes.NONE));
    }
}
