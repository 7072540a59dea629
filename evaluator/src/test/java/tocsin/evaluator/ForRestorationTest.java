package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.Query;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.state.MemoryStateStore;

/** A start without own state, at 03:00:30, beside a data source that has {@code ALERTS_FOR_STATE}. */
final class ForRestorationTest {
    private final MemoryStateStore store = new MemoryStateStore();
    private final RestartedRules rules = new RestartedRules(answers -> store);

    @BeforeEach
    void an_alert_that_another_evaluator_knows_since_02_45() {
        rules.series("down", "a");
        rules.datasource().past(forState("a", "03:02:00", "02:45:00"));
    }

    @Test
    void after_the_second_evaluation_the_for_goes_on_as_the_data_source_says() {
        rules.start(group(20, Map.of()));
        rules.until("03:01:30");
        assertThat(rules.datasource().ranges).isEmpty();
        rules.until("03:02:00");
        assertThat(rules.told()).isEmpty();
        rules.until("03:05:00");

        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("02:45:00"));
        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
        assertThat(rules.datasource().ranges)
                .extracting(Query::expression)
                .containsExactly("ALERTS_FOR_STATE{alertname=\"Down\"}[1h]");
        assertThat(rules.datasource().ranges.get(0).time()).isEqualTo(at("03:02:00"));
    }

    @Test
    void of_an_alert_that_ended_although_it_was_the_only_one_nothing_is_restored() {
        rules.datasource().pastFoundFor(ofSeconds(45), forState("a", "02:58:00", "02:30:00"));
        rules.start(group(20, Map.of()));
        rules.until("03:20:30");

        assertThat(rules.told()).isEmpty();
        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void what_was_restored_is_own_state_from_then_on() {
        rules.start(group(20, Map.of()));
        rules.until("03:02:30").kill();
        rules.datasource().past();
        rules.start(group(20, Map.of()));
        rules.until("03:05:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
        assertThat(rules.datasource().ranges).hasSize(1);
    }

    @Test
    void literal_labels_are_asked_for_and_templates_are_not() {
        rules.start(group(20, Map.of("severity", "page \"now\"", "tier", "{{ $labels.instance }}", "é", "x")));
        rules.until("03:02:00");

        assertThat(rules.datasource().ranges)
                .extracting(Query::expression)
                .containsExactly("ALERTS_FOR_STATE{alertname=\"Down\",severity=\"page \\\"now\\\"\"}[1h]");
    }

    @Test
    void where_own_state_exists_nothing_is_asked() {
        rules.datasource().past();
        rules.start(group(20, Map.of()));
        rules.until("03:02:30").kill();
        rules.datasource().past(forState("a", "03:02:00", "02:45:00"));
        rules.datasource().ranges.clear();
        rules.start(group(20, Map.of()));
        rules.until("03:10:00");

        assertThat(rules.datasource().ranges).isEmpty();
        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void a_start_that_ends_before_it_could_ask_leaves_it_to_the_next_one() {
        rules.start(group(20, Map.of()));
        rules.until("03:01:30").kill();
        rules.start(group(20, Map.of()));
        rules.until("03:05:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
    }

    @Test
    void a_store_from_before_there_were_rules_is_no_state_of_theirs() {
        rules.start();
        rules.until("03:00:40").kill();
        rules.start(group(20, Map.of()));
        rules.until("03:05:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
    }

    @Test
    void a_reload_before_it_could_ask_leaves_it_to_the_changed_group() {
        rules.start(group(20, Map.of()));
        rules.until("03:01:30").reload(group(20, Map.of(), Map.of("summary", "another text")));
        rules.until("03:05:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
    }

    @Test
    void an_answer_that_comes_after_a_reload_is_asked_for_again() {
        Promise<List<LastSample>> late = rules.datasource().latePast();
        rules.start(group(20, Map.of()));
        rules.until("03:02:30").reload(group(20, Map.of(), Map.of("summary", "another text")));
        LastSample past = forState("a", "03:03:30", "02:45:00");
        late.complete(List.of(past));
        rules.datasource().past(past);
        rules.until("03:05:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
        assertThat(rules.datasource().ranges).hasSize(2);
    }

    @Test
    void what_a_group_that_is_gone_has_settled_is_forgotten() {
        rules.start(group(20, Map.of()));
        rules.until("03:02:30").kill();
        rules.start();
        rules.until("03:02:40").kill();
        rules.datasource().past(forState("a", "03:03:30", "02:45:00"));
        rules.start(group(20, Map.of()));
        rules.until("03:05:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:05:00"));
        assertThat(rules.datasource().ranges).hasSize(2);
    }

    @Test
    void a_group_that_a_reload_took_away_and_brought_back_asks_nothing_at_the_next_start() {
        rules.series("down").start(group(20, Map.of()));
        rules.until("03:02:30").reload();
        rules.reload(group(20, Map.of()));
        rules.until("03:03:30").kill();
        rules.series("down", "a").start(group(20, Map.of()));
        rules.until("03:07:00");

        assertThat(rules.datasource().ranges).isEmpty();
    }

    @Test
    void own_state_without_any_alert_is_own_state_too() {
        rules.series("down").start(group(20, Map.of()));
        rules.until("03:02:30").kill();
        rules.series("down", "a").start(group(20, Map.of()));
        rules.until("03:10:00");

        assertThat(rules.datasource().ranges).isEmpty();
        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("03:03:00"));
    }

    @Test
    void a_shorter_for_than_the_grace_period_starts_over_and_so_does_a_group_that_a_reload_brings() {
        rules.start(group(9, Map.of()));
        rules.until("03:03:30")
                .reload(new RuleGroup(
                        "rules.yml",
                        "new",
                        ofMinutes(1),
                        null,
                        0,
                        group(20, Map.of()).rules(),
                        ON_THE_MINUTE));
        rules.until("03:10:00");

        assertThat(rules.datasource().ranges).isEmpty();
        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("03:04:00"));
    }

    @Test
    void a_rule_without_pending_alerts_is_not_looked_up() {
        rules.series("down").start(group(20, Map.of()));
        rules.until("03:02:30").series("down", "a").until("03:10:00");

        assertThat(rules.datasource().ranges).isEmpty();
    }

    @Test
    void a_look_up_that_fails_holds_nothing_up_and_is_not_repeated() {
        rules.datasource().noPast("503");
        rules.start(group(20, Map.of()));
        rules.until("03:21:00");

        assertThat(rules.datasource().ranges).hasSize(1);
        assertThat(rules.alert("Down").state()).isEqualTo(ActiveAlert.State.FIRING);
        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:21:00"));
    }

    @Test
    void a_data_source_that_is_away_at_the_start_is_asked_once_it_has_answered_twice() {
        rules.away().start(group(20, Map.of()));
        rules.until("03:10:30").series("down", "a").until("03:11:30");
        assertThat(rules.datasource().ranges).isEmpty();
        rules.datasource().past(forState("a", "03:11:30", "02:45:00"));
        rules.until("03:13:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:13:00"));
    }

    private static final VmalertExtras ON_THE_MINUTE =
            new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());

    private static RuleGroup group(int hold, Map<String, String> labels) {
        return group(hold, labels, Map.of());
    }

    private static RuleGroup group(int hold, Map<String, String> labels, Map<String, String> annotations) {
        AlertingRule down =
                new AlertingRule("Down", RuleExpression.unparsed("down"), ofMinutes(hold), ZERO, labels, annotations);
        return new RuleGroup("rules.yml", "g", ofMinutes(1), null, 0, List.of(down), ON_THE_MINUTE);
    }

    private static LastSample forState(String instance, String seen, String since) {
        return new LastSample(
                Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "Down", "instance", instance),
                at(seen),
                at(since).getEpochSecond());
    }

    private static Instant at(String time) {
        return RestartedRules.at(time);
    }
}
