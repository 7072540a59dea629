package tocsin.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LogKey;

class DedupTest {
    private static final LogKey KEY =
            new LogKey(new GroupId("ops:{}", Labels.empty()), new IntegrationId("ops", "webhook", 0));
    private static final Duration REPEAT = Duration.ofMinutes(60);

    @ParameterizedTest(name = "row {0}: told {1}/{2} (believes {3}) {4} min ago, now {5}/{6}, send_resolved {7}: {8}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                # row | told firing | told resolved | believed | age | firing | resolved | send_resolved | reason
                1  | -   | -  | -  | 0  | 1   | ''  | true  | FIRST_NOTIFICATION
                1  | -   | -  | -  | 0  | 1   | 2   | false | FIRST_NOTIFICATION
                2  | -   | -  | -  | 0  | ''  | 1   | true  | -
                3  | ''  | 1  | '' | 1  | 1   | ''  | true  | FIRST_NOTIFICATION
                3  | ''  | '' | '' | 99 | 2   | 1   | false | FIRST_NOTIFICATION
                4  | 1   | '' | 1  | 1  | 12  | ''  | true  | NEW_ALERTS_ADDED
                4  | 1   | '' | 1  | 99 | 2   | 1   | false | NEW_ALERTS_ADDED
                4  | 1   | '' | 1  | 1  | 2   | 1   | true  | NEW_ALERTS_ADDED
                5  | 1   | '' | 1  | 1  | ''  | 1   | true  | ALL_ALERTS_RESOLVED
                5  | 1   | '' | 1  | 1  | ''  | 1   | false | ALL_ALERTS_RESOLVED
                # also when the resolved ones have left the batch
                5  | 1   | '' | 1  | 1  | ''  | ''  | true  | ALL_ALERTS_RESOLVED
                5  | 12  | 2  | 12 | 99 | ''  | 3   | true  | ALL_ALERTS_RESOLVED
                6  | ''  | 1  | '' | 1  | ''  | 1   | true  | -
                6  | ''  | '' | '' | 99 | ''  | 1   | true  | -
                6  | ''  | '' | '' | 99 | ''  | ''  | false | -
                7  | 12  | '' | 12 | 1  | 1   | 2   | true  | SOME_ALERTS_RESOLVED
                7  | 12  | 3  | 12 | 1  | 1   | 23  | true  | SOME_ALERTS_RESOLVED
                7  | 12  | '' | 12 | 61 | 1   | 2   | true  | SOME_ALERTS_RESOLVED
                7  | 1   | '' | 1  | 1  | 1   | 3   | true  | SOME_ALERTS_RESOLVED
                9  | 12  | '' | 12 | 1  | 1   | 2   | false | -
                9  | 12  | 2  | 12 | 1  | 1   | 2   | true  | -
                9  | 12  | '' | 12 | 1  | 2   | ''  | true  | -
                8  | 1   | '' | 1  | 61 | 1   | ''  | true  | REPEAT_INTERVAL_ELAPSED
                8  | 12  | '' | 12 | 61 | 1   | 2   | false | REPEAT_INTERVAL_ELAPSED
                # on time: upstream's test is strict
                8  | 1   | '' | 1  | 60 | 1   | ''  | true  | REPEAT_INTERVAL_ELAPSED
                9  | 1   | '' | 1  | 59 | 1   | ''  | true  | -
                # a resolution that a gate held back
                5b | ''  | 2  | 1  | 1  | ''  | 1   | true  | ALL_ALERTS_RESOLVED
                5b | ''  | 2  | 1  | 1  | ''  | 3   | true  | -
                """)
    void agrees_with_the_table(
            String row,
            @Nullable String toldFiring,
            @Nullable String toldResolved,
            @Nullable String believed,
            long ageMinutes,
            String firing,
            String resolved,
            boolean sendResolved,
            @Nullable NotifyReason reason) {
        LogEntry entry = toldFiring == null || toldResolved == null || believed == null
                ? null
                : entry(hashes(toldFiring), hashes(toldResolved), hashes(believed));
        Optional<NotifyReason> decided = Dedup.decide(
                entry,
                Duration.ofMinutes(ageMinutes),
                new Told.Batch(hashes(firing), hashes(resolved)),
                sendResolved,
                REPEAT);
        assertThat(decided).as("row " + row).isEqualTo(Optional.ofNullable(reason));
    }

    @Property
    void right_after_a_notification_there_is_nothing_to_say(
            @ForAll @Size(max = 6) @LongRange(min = 0, max = 9) long[] firing,
            @ForAll @Size(max = 6) @LongRange(min = 0, max = 9) long[] others,
            @ForAll boolean sendResolved) {
        AlertHashes fires = AlertHashes.of(firing);
        AlertHashes over = AlertHashes.of(others).minus(fires);
        assertThat(Dedup.decide(
                        entry(fires, over, fires), Duration.ZERO, new Told.Batch(fires, over), sendResolved, REPEAT))
                .isEmpty();
    }

    private static LogEntry entry(AlertHashes firing, AlertHashes resolved, AlertHashes believed) {
        return new LogEntry(KEY, Instant.EPOCH, firing, resolved, believed, Map.of(), REPEAT.multipliedBy(2));
    }

    /** Each digit is an alert. */
    private static AlertHashes hashes(String digits) {
        return AlertHashes.of(digits.chars().mapToLong(digit -> digit).toArray());
    }
}
