package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

/** What a rule writes whose value and annotations change with every evaluation, over hours. */
final class WriteVolumeTest {
    private static final VmalertExtras ON_THE_MINUTE =
            new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());
    private static final int SERIES = 500;

    private final CountingStore store = new CountingStore();
    private final RestartedRules rules = new RestartedRules(answers -> store);

    @Test
    void steady_alerts_write_nothing_not_even_after_a_restart() {
        RuleGroup group = group();
        answerWithOtherValuesEachTime();
        rules.start(group);
        rules.until("03:06:00");
        assertThat(store.appends).as("they became pending, and fired").isEqualTo(2);

        rules.advance(ofHours(12));
        assertThat(store.appends).isEqualTo(2);

        rules.kill();
        rules.advance(ofMinutes(30)).start(group);
        rules.advance(ofHours(12));
        assertThat(store.appends).isEqualTo(2);
        assertThat(rules.told("Down").size()).as("they were told all the time").isGreaterThan(300 * SERIES);
    }

    @Test
    void hours_of_failing_evaluations_write_when_they_begin_and_when_they_end() {
        answerWithOtherValuesEachTime();
        rules.start(group());
        rules.until("03:10:30");
        int before = store.appends;

        rules.datasource().fail("down", QueryFailure.Kind.EXECUTION, "many-to-many");
        rules.advance(ofHours(12));
        assertThat(store.appends - before)
                .as("unknown since with the built-in alert pending, and that it fires")
                .isEqualTo(2);

        answerWithOtherValuesEachTime();
        rules.advance(ofMinutes(14));
        assertThat(store.appends - before)
                .as("known with the built-in alert resolved")
                .isEqualTo(3);
    }

    private void answerWithOtherValuesEachTime() {
        rules.datasource()
                .answer(
                        "down",
                        query -> Future.succeededFuture(QueryResult.of(IntStream.range(0, SERIES)
                                .mapToObj(i -> new Sample(
                                        Labels.of("instance", "i" + i),
                                        query.time().getEpochSecond() + i))
                                .toList())));
    }

    private static RuleGroup group() {
        AlertingRule rule = new AlertingRule(
                "Down",
                RuleExpression.unparsed("down"),
                ofMinutes(5),
                ZERO,
                Map.of(),
                Map.of("summary", "it is {{ $value }}"));
        return new RuleGroup("rules.yml", "g", ofMinutes(1), null, 0, List.of(rule), ON_THE_MINUTE);
    }

    private static final class CountingStore implements StateStore {
        private final MemoryStateStore kept = new MemoryStateStore();
        private int appends;

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return kept.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            appends++;
            return kept.append(entries);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
