package tocsin.router.group;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.router.StoredValues;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class GroupStateTableTest extends TableContract<GroupState> {
    @Override
    protected Table<GroupState> table() {
        return GroupState.TABLE;
    }

    @Override
    protected Arbitrary<GroupState> values() {
        return Combinators.combine(
                        StoredValues.groupIds(),
                        Values.instants(),
                        Values.instants(),
                        Arbitraries.longs().greaterOrEqual(0))
                .as(GroupState::new);
    }

    @Override
    protected Map<String, GroupState> golden() {
        return Map.of(
                "010d302f7b7465616d3d226462227d0109616c6572746e616d650b486967684c6174656e637980e4ad950d00d8e8ad95"
                        + "0d01ac02",
                new GroupState(
                        StoredValues.GROUP,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:05:00.000000001Z"),
                        300));
    }
}
