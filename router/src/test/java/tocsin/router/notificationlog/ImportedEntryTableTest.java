package tocsin.router.notificationlog;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.delivery.IntegrationId;
import tocsin.router.StoredValues;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class ImportedEntryTableTest extends TableContract<ImportedEntry> {
    @Override
    protected Table<ImportedEntry> table() {
        return ImportedEntry.TABLE;
    }

    @Override
    protected Arbitrary<ImportedEntry> values() {
        Arbitrary<Map<String, AlertHashes>> unmet =
                Arbitraries.maps(Values.texts(), StoredValues.alertHashes()).ofMaxSize(3);
        return Combinators.combine(
                        Values.texts(),
                        StoredValues.logKeys(),
                        Values.instants(),
                        StoredValues.alertHashes(),
                        StoredValues.alertHashes(),
                        Values.textMaps(),
                        Values.instants(),
                        unmet)
                .as((group, key, at, firing, resolved, data, expiry, open) ->
                        new ImportedEntry(group, key.integration(), at, firing, resolved, data, expiry, open));
    }

    @Override
    protected Map<String, ImportedEntry> golden() {
        return Map.of(
                "01157b7d3a7b616c6572746e616d653d22446f776e227d05706167657207776562686f6f6b0180e4ad950d0002"
                        + "ffffffffffffffff00000000000000070100000000000000080108746872656164547303312e3580c2e2950d00010870"
                        + "616765723a7b7d010000000000000007",
                new ImportedEntry(
                        "{}:{alertname=\"Down\"}",
                        new IntegrationId("pager", "webhook", 1),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        AlertHashes.of(7, -1),
                        AlertHashes.of(8),
                        Map.of("threadTs", "1.5"),
                        Instant.parse("2026-01-06T00:00:00Z"),
                        Map.of("pager:{}", AlertHashes.of(7))));
    }
}
