package tocsin.evaluator.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.AlertsChanged;
import tocsin.evaluator.group.RuleRecord.Kind;
import tocsin.evaluator.group.RuleRecord.RuleName;
import tocsin.model.Labels;
import tocsin.state.codec.TextPool;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.MemoryRecordLog;

/** An evaluation in which very many alerts changed leaves records that can be read one by one. */
final class RuleRecordLogTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:00:00Z");
    private static final RuleName RULE = new RuleName("rules.yml;g", "Down");

    private final MemoryRecordLog log = new MemoryRecordLog(100_000, 1L << 30);

    @ParameterizedTest(name = "{0} changes are {1} records")
    @CsvSource({"1, 1", "500, 1", "501, 2", "100000, 200"})
    void a_record_tells_of_at_most_500_changes_and_nothing_is_lost(int count, int records) {
        AlertsChanged changed = new AlertsChanged(AT, RULE, changes(count));
        new RuleRecordLog(log, Labels.empty()).record(changed);

        List<FoundRecord> found = find(RuleRecordLog.key(RULE));
        assertThat(found)
                .hasSize(records)
                .allSatisfy(each -> assertThat(each.entry().keys().length).isBetween(2, 501));
        List<AlertChange> told =
                found.stream().flatMap(each -> read(each).changes().stream()).toList();
        assertThat(told).hasSize(count);
        assertThat(new HashSet<>(told)).isEqualTo(new HashSet<>(changed.changes()));
    }

    @Test
    void an_alert_is_found_in_the_one_record_that_tells_of_it() {
        List<AlertChange> changes = changes(5_000);
        new RuleRecordLog(log, Labels.empty()).record(new AlertsChanged(AT, RULE, changes));

        for (AlertChange change : List.of(changes.get(0), changes.get(499), changes.get(500), changes.get(4_999))) {
            assertThat(find(RuleRecordLog.key(change.alert().fingerprint())))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(read(found).changes()).contains(change);
                        assertThat(found.entry().at()).isEqualTo(AT);
                    });
        }
    }

    private List<FoundRecord> find(long key) {
        return log.find(HistorySearch.of(RuleRecordLog.ALERTS).about(key)).result();
    }

    private static AlertsChanged read(FoundRecord found) {
        return (AlertsChanged)
                RuleRecordLog.read(found.entry(), TextPool.create()).orElseThrow();
    }

    private static List<AlertChange> changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new AlertChange(Labels.of("alertname", "Down", "instance", "i" + i), Kind.FIRING, i))
                .toList();
    }
}
