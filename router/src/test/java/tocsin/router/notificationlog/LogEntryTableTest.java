package tocsin.router.notificationlog;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.router.StoredValues;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class LogEntryTableTest extends TableContract<LogEntry> {
    @Override
    protected Table<LogEntry> table() {
        return NotificationLog.TABLE;
    }

    @Override
    protected Arbitrary<LogEntry> values() {
        return Combinators.combine(
                        StoredValues.logKeys(),
                        Values.instants(),
                        StoredValues.alertHashes(),
                        StoredValues.alertHashes(),
                        StoredValues.alertHashes(),
                        Values.textMaps(),
                        Values.durations())
                .as(LogEntry::new);
    }

    @Override
    protected Map<String, LogEntry> golden() {
        return Map.of(
                "010d302f7b7465616d3d226462227d0109616c6572746e616d650b486967684c6174656e637905706167657207776562"
                        + "686f6f6b0180e4ad950d0001000000000000000700020000000000000007000000000000000802076368616e6e656c02"
                        + "43310274730c313730303030303030302e3180de3400",
                new LogEntry(
                        StoredValues.KEY,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        AlertHashes.of(7),
                        AlertHashes.NONE,
                        AlertHashes.of(7, 8),
                        Map.of("ts", "1700000000.1", "channel", "C1"),
                        Duration.ofDays(5)));
    }
}
