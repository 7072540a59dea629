package tocsin.router;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogKey;
import tocsin.state.Values;

/** Parts of stored values of the router. */
public final class StoredValues {
    public static final GroupId GROUP = new GroupId("0/{team=\"db\"}", Labels.of("alertname", "HighLatency"));
    public static final LogKey KEY = new LogKey(GROUP, new IntegrationId("pager", "webhook", 1));

    private StoredValues() {}

    public static Arbitrary<GroupId> groupIds() {
        return Combinators.combine(Values.texts(), Values.labels()).as(GroupId::new);
    }

    public static Arbitrary<LogKey> logKeys() {
        Arbitrary<IntegrationId> integrations = Combinators.combine(
                        Values.texts(), Values.texts(), Arbitraries.integers().between(0, 1000))
                .as(IntegrationId::new);
        return Combinators.combine(groupIds(), integrations).as(LogKey::new);
    }

    public static Arbitrary<AlertHashes> alertHashes() {
        return Arbitraries.longs().array(long[].class).ofMaxSize(5).map(AlertHashes::of);
    }
}
