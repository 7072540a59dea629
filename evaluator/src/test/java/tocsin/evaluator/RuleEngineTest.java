package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.AlertStateRow;
import tocsin.evaluator.group.EvaluationObserver;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleHealth;
import tocsin.evaluator.group.RuleRecord;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryResult;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.send.RecordingSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.evaluator.template.Expanders;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RecordingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;
import tocsin.rules.VmalertExtras;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;
import tocsin.time.SimulatedTime;

/** Whole evaluator, virtual time. Groups have an interval of one minute and slots at full minutes. */
final class RuleEngineTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:30Z");
    private static final Instant FIRST_SLOT = Instant.parse("2026-01-02T03:01:00Z");
    private static final Duration MINUTE = ofMinutes(1);

    private final SimulatedTime time = new SimulatedTime(START);
    private final FakeDatasource datasource = new FakeDatasource();
    private final RecordingSink sink = new RecordingSink();
    private final CountingStore store = new CountingStore();
    private final RecordingObserver observer = new RecordingObserver();
    private final List<String> recorded = new ArrayList<>();
    private final List<RuleRecord> decided = new ArrayList<>();
    private RuleEngine engine = newEngine();

    @BeforeEach
    void a_rule_that_is_true() {
        datasource.answer("down", sample("a"));
    }

    @Test
    void a_rule_goes_pending_fires_after_its_for_and_resolves() {
        start(group(alert("Down", "down", ofMinutes(2))));

        time.advanceTo(FIRST_SLOT);
        assertThat(states("Down")).containsExactly("PENDING");
        time.advance(MINUTE);
        assertThat(sink.take()).isEmpty();

        time.advance(MINUTE);
        assertThat(states("Down")).containsExactly("FIRING");
        assertThat(sink.take()).singleElement().satisfies(sent -> {
            assertThat(sent.alert().labels()).isEqualTo(Labels.of("alertname", "Down", "instance", "a"));
            assertThat(sent.alert().startsAt()).isEqualTo(FIRST_SLOT.plus(ofMinutes(2)));
            assertThat(sent.alert().endsAt()).isNull();
            assertThat(sent.alert().generatorUrl()).isEqualTo("http://localhost:9090/graph?g0.expr=down&g0.tab=1");
            assertThat(sent.validUntil()).isEqualTo(FIRST_SLOT.plus(ofMinutes(6)));
        });

        datasource.answer("down");
        time.advance(MINUTE);
        assertThat(states("Down")).isEmpty();
        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(FIRST_SLOT.plus(ofMinutes(3))));
    }

    @Test
    void an_evaluation_in_which_something_changed_leaves_one_record_and_any_other_none() {
        datasource.answer("down", sample("a"), sample("b"));
        start(group(alert("Down", "down", ofMinutes(2))));
        time.advanceTo(FIRST_SLOT);
        time.advance(ofMinutes(10));
        datasource.answer("down", sample("a"));
        time.advance(ofMinutes(20));

        assertThat(changes())
                .containsExactly(
                        FIRST_SLOT + " [a PENDING, b PENDING]",
                        FIRST_SLOT.plus(ofMinutes(2)) + " [a FIRING, b FIRING]",
                        FIRST_SLOT.plus(ofMinutes(11)) + " [b RESOLVED]");
    }

    @Test
    void a_pending_alert_whose_condition_ends_is_recorded_as_gone() {
        start(group(alert("Down", "down", ofMinutes(2))));
        time.advanceTo(FIRST_SLOT);
        datasource.answer("down");
        time.advance(MINUTE);

        assertThat(changes()).containsExactly(FIRST_SLOT + " [a PENDING]", FIRST_SLOT.plus(MINUTE) + " [a GONE]");
    }

    @Test
    void a_rule_that_fails_for_a_while_leaves_a_record_at_the_beginning_and_one_at_the_end() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        decided.clear();
        datasource.fail("down", QueryFailure.Kind.EXECUTION, "many-to-many");
        time.advance(ofMinutes(3));
        datasource.answer("down", sample("a"));
        time.advance(ofMinutes(3));

        RuleRecord.RuleName down =
                new RuleRecord.RuleName(group(alert("Down", "down", ZERO)).id(), "Down");
        Instant failedAt = FIRST_SLOT.plus(MINUTE);
        assertThat(decided)
                .containsExactly(
                        new RuleRecord.Failing(failedAt, down, "many-to-many"),
                        new RuleRecord.Recovered(FIRST_SLOT.plus(ofMinutes(4)), down, failedAt));
    }

    /** When and what, by the label {@code instance}. */
    private List<String> changes() {
        return decided.stream()
                .map(RuleRecord.AlertsChanged.class::cast)
                .map(changed -> changed.at() + " "
                        + changed.changes().stream()
                                .map(change -> change.alert().getOrEmpty("instance") + " " + change.kind())
                                .toList())
                .toList();
    }

    @Test
    void queries_are_asked_for_the_slot_minus_the_offset_with_a_bounded_timeout() {
        start(new RuleGroup(
                "rules.yml",
                "g",
                ofSeconds(10),
                ofSeconds(3),
                0,
                List.of(alert("Down", "down", ZERO)),
                new VmalertExtras(ZERO, null, false, 1, Map.of("k", List.of("v")), List.of("A: b"), List.of("N: h"))));

        time.advance(ofSeconds(10));

        assertThat(datasource.queries)
                .containsExactly(new Query(
                        "down",
                        Instant.parse("2026-01-02T03:00:37Z"),
                        ofSeconds(10),
                        Map.of("k", List.of("v")),
                        List.of("A: b")));
        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.notifierHeaders()).containsExactly("N: h"));
    }

    @Test
    void rules_are_evaluated_in_order_and_one_that_fails_does_not_stop_the_others() {
        datasource.fail("bad", QueryFailure.Kind.EXECUTION, "many-to-many");
        start(group(record("one", "a"), alert("Bad", "bad", ZERO), record("two", "down")));

        time.advanceTo(FIRST_SLOT);

        assertThat(datasource.queries).extracting(Query::expression).containsExactly("a", "bad", "down");
        assertThat(rule("Bad").health()).isEqualTo(RuleHealth.ERR);
        assertThat(rule("Bad").lastError()).isEqualTo("many-to-many");
        assertThat(rule("Bad").unknownSince()).isEqualTo(FIRST_SLOT);
        assertThat(rule("two").health()).isEqualTo(RuleHealth.OK);
        assertThat(recorded).containsExactly("{__name__=\"two\", instance=\"a\"} 1.0 at 2026-01-02T03:01:00Z");
        assertThat(observer.failures).containsExactly("Bad: many-to-many");
    }

    @Test
    void a_group_of_many_rules_whose_answers_are_there_at_once_does_not_nest() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rules.add(record("r" + i, "x"));
        }
        start(group(rules.toArray(Rule[]::new)));

        time.advanceTo(FIRST_SLOT);

        assertThat(datasource.queries).hasSize(20_000);
    }

    @Test
    void before_its_first_evaluation_a_rule_is_unknown() {
        start(group(alert("Down", "down", ZERO)));

        time.settle();

        assertThat(rule("Down").health()).isEqualTo(RuleHealth.UNKNOWN);
        assertThat(rule("Down").state()).isEmpty();
        assertThat(rule("Down").lastEvaluation()).isNull();
        assertThat(engine.snapshots().get(0).lastEvaluation()).isNull();
    }

    @Test
    void a_data_source_down_for_an_hour_resolves_nothing_and_keeps_alerts_alive() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        sink.take();
        datasource.down("connection refused");

        Instant validUntil = FIRST_SLOT.plus(ofMinutes(4));
        for (int second = 0; second < 3600; second++) {
            time.advance(ofSeconds(1));
            for (RuleAlert sent : sink.take()) {
                if (sent.alert().name().equals("Down")) {
                    assertThat(sent.alert().endsAt()).isNull();
                    validUntil = sent.validUntil();
                }
            }
            assertThat(validUntil).isAfter(time.now());
        }
        assertThat(states("Down")).containsExactly("FIRING");
        assertThat(rule("Down").unknownSince()).isEqualTo(FIRST_SLOT.plus(MINUTE));

        datasource.up();
        datasource.answer("down", sample("a"));
        time.advance(MINUTE);
        assertThat(rule("Down").unknownSince()).isNull();
        assertThat(rule("Down").alerts().active().get(0).firedAt()).isEqualTo(FIRST_SLOT);
    }

    @Test
    void a_rule_that_fails_for_long_raises_the_built_in_alert_until_it_evaluates_again() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        datasource.down("connection refused");

        time.advance(ofMinutes(5));
        assertThat(sentNamed("RuleEvaluationFailing")).isEmpty();
        time.advance(ofMinutes(1));
        assertThat(sentNamed("RuleEvaluationFailing")).singleElement().satisfies(sent -> {
            assertThat(sent.alert().labels())
                    .isEqualTo(Labels.of(
                            "alertname", "RuleEvaluationFailing",
                            "file", "rules.yml",
                            "rule", "Down",
                            "rule_group", "rules.yml;g",
                            "severity", "warning"));
            assertThat(sent.alert().annotations().getOrEmpty("description"))
                    .contains("since 2026-01-02T03:02:00Z", "connection refused", "its active alert stays as it was");
            assertThat(sent.alert().endsAt()).isNull();
        });

        datasource.up();
        sink.take();
        time.advance(MINUTE);
        assertThat(sentNamed("RuleEvaluationFailing"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(time.now()));
    }

    @Test
    void the_built_in_alert_can_be_turned_off() {
        engine = newEngine(ZERO);
        datasource.down("connection refused");
        start(group(alert("Down", "down", ZERO)));

        time.advance(ofHours(1));

        assertThat(sink.take()).isEmpty();
    }

    @Test
    void a_data_source_that_never_answers_counts_as_failing_and_alerts_stay_alive_through_long_iterations() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rules.add(alert("Down" + i, "down", ZERO));
        }
        start(group(rules.toArray(Rule[]::new)));
        time.advanceTo(FIRST_SLOT);
        assertThat(sink.take()).hasSize(20);
        datasource.hang("down");

        Map<String, Instant> validUntil = new HashMap<>();
        for (int second = 0; second < 3600; second++) {
            time.advance(ofSeconds(1));
            sink.take().forEach(sent -> {
                if (sent.alert().name().startsWith("Down")) {
                    validUntil.put(sent.alert().name(), sent.validUntil());
                    assertThat(sent.alert().endsAt()).isNull();
                }
            });
            if (second > 240) {
                assertThat(validUntil)
                        .hasSize(20)
                        .allSatisfy((name, until) -> assertThat(until).isAfter(time.now()));
            }
        }
        assertThat(rule("Down7").lastError()).isEqualTo("no answer within 30s");
        assertThat(observer.missed).isPositive();
    }

    @Test
    void a_slow_data_source_misses_slots_and_goes_on_with_the_latest_one() {
        datasource.answerAfter(ofSeconds(25), time, "down", sample("a"));
        start(group(alert("A", "down", ZERO), alert("B", "down", ZERO), alert("C", "down", ZERO)));

        time.advanceTo(FIRST_SLOT.plus(ofSeconds(151)));

        assertThat(datasource.queries)
                .extracting(Query::time)
                .startsWith(FIRST_SLOT, FIRST_SLOT, FIRST_SLOT, FIRST_SLOT.plus(MINUTE))
                .contains(FIRST_SLOT.plus(ofMinutes(2)));
        assertThat(observer.missed).isZero();

        datasource.queries.clear();
        datasource.answerAfter(ofSeconds(29), time, "down", sample("a"));
        time.advance(ofMinutes(30));
        assertThat(observer.missed).isPositive();
        List<Instant> slots =
                datasource.queries.stream().map(Query::time).distinct().toList();
        assertThat(slots)
                .isSorted()
                .allSatisfy(slot -> assertThat(slot.getEpochSecond() % 60).isZero());
        assertThat(slots.size() + observer.missed).isBetween(29L, 32L);
    }

    @Test
    void a_pause_in_which_the_monotonic_clock_goes_on_misses_slots_evaluates_once_and_counts() {
        start(group(alert("Down", "down", ofMinutes(30))));
        time.advanceTo(FIRST_SLOT);
        datasource.queries.clear();

        time.suspend(ofHours(2).plusSeconds(10));

        assertThat(datasource.queries)
                .singleElement()
                .satisfies(query -> assertThat(query.time()).isEqualTo(FIRST_SLOT.plus(ofHours(2))));
        assertThat(observer.missed).isEqualTo(119);
        assertThat(states("Down")).containsExactly("FIRING");
    }

    @Test
    void a_clock_set_forward_misses_slots_and_evaluates_once() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        datasource.queries.clear();

        time.jumpWallClock(ofHours(1));
        time.advance(MINUTE);

        assertThat(datasource.queries)
                .singleElement()
                .satisfies(query -> assertThat(query.time()).isEqualTo(FIRST_SLOT.plus(ofMinutes(61))));
        assertThat(observer.missed).isEqualTo(60);
        time.advance(MINUTE);
        assertThat(datasource.queries).hasSize(2);
    }

    @Test
    void a_clock_set_back_goes_on_within_an_interval_and_keeps_what_alerts_have_waited() {
        datasource.answer("up", sample("b"));
        start(group(alert("Down", "down", ofMinutes(3)), alert("Up", "up", ZERO)));
        time.advanceTo(FIRST_SLOT.plus(MINUTE));
        datasource.queries.clear();
        sink.take();

        time.jumpWallClock(ofHours(-5));
        time.advance(MINUTE);
        assertThat(datasource.queries).extracting(Query::time).containsOnly(FIRST_SLOT.minus(ofMinutes(298)));
        assertThat(states("Down")).containsExactly("PENDING");
        assertThat(states("Up")).containsExactly("FIRING");

        time.advance(MINUTE);
        assertThat(states("Down")).containsExactly("FIRING");
        assertThat(sentNamed("Up"))
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.alert().endsAt()).isNull());
        assertThat(observer.missed).isZero();

        datasource.answer("up");
        time.advance(MINUTE);
        assertThat(sentNamed("Up").get(sentNamed("Up").size() - 1).alert().resolvedAt(time.now()))
                .isTrue();
    }

    @Test
    void a_reload_leaves_an_unchanged_group_alone() {
        start(group(alert("Down", "down", ofMinutes(5))));
        time.advanceTo(FIRST_SLOT.plus(MINUTE));
        Rule reformatted = new AlertingRule(
                "Down",
                new RuleExpression("down # now with a comment", "down"),
                ofMinutes(5),
                ZERO,
                Map.of(),
                Map.of());

        apply(group(reformatted));

        assertThat(observer.started).containsExactly("rules.yml;g");
        time.advance(MINUTE);
        assertThat(datasource.queries).hasSize(3);
    }

    @Test
    void a_reload_of_a_changed_group_keeps_alerts_by_name_and_labels() {
        start(group(
                labelled("Down", "down", Map.of("severity", "warning")),
                labelled("Down", "down", Map.of("severity", "page"))));
        time.advanceTo(FIRST_SLOT);
        sink.take();
        datasource.answer("down > 1", sample("a"));

        apply(group(labelled("Down", "down > 1", Map.of("severity", "page")), alert("New", "x", ZERO)));

        assertThat(engine.snapshots().get(0).lastEvaluation()).isEqualTo(FIRST_SLOT);
        assertThat(rule("Down").alerts().active()).singleElement().satisfies(alert -> {
            assertThat(alert.firedAt()).isEqualTo(FIRST_SLOT);
            assertThat(alert.labels().get("severity")).isEqualTo("page");
        });
        assertThat(sink.take()).singleElement().satisfies(sent -> {
            assertThat(sent.alert().labels().get("severity")).isEqualTo("warning");
            assertThat(sent.alert().endsAt()).isEqualTo(FIRST_SLOT.plus(ofMinutes(4)));
        });
        time.advance(MINUTE);
        assertThat(rule("Down").alerts().active().get(0).activeAt()).isEqualTo(FIRST_SLOT);
    }

    @Test
    void a_raised_for_sends_a_firing_alert_back_to_pending_at_the_next_slot() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);

        apply(group(alert("Down", "down", ofMinutes(10))));
        assertThat(states("Down")).containsExactly("FIRING");
        time.advance(MINUTE);

        assertThat(states("Down")).containsExactly("PENDING");
        assertThat(rule("Down").alerts().active().get(0).activeAt()).isEqualTo(FIRST_SLOT);
    }

    @Test
    void beyond_its_limit_a_rule_is_unhealthy_and_its_alerts_end_at_their_last_end_time() {
        start(new RuleGroup("rules.yml", "g", MINUTE, null, 1, List.of(alert("Down", "down", ZERO)), group().extras()));
        time.advanceTo(FIRST_SLOT);
        sink.take();
        datasource.answer("down", sample("a"), sample("b"));

        time.advance(MINUTE);

        assertThat(rule("Down").lastError()).isEqualTo("exceeded limit of 1 with 2 alerts");
        assertThat(states("Down")).isEmpty();
        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(FIRST_SLOT.plus(ofMinutes(4))));
    }

    @Test
    void a_removed_group_ends_its_alerts_at_their_last_end_time() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        sink.take();

        apply();

        assertThat(engine.snapshots()).isEmpty();
        assertThat(observer.removed).containsExactly("rules.yml;g");
        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(FIRST_SLOT.plus(ofMinutes(4))));
        datasource.queries.clear();
        time.advance(ofHours(1));
        assertThat(datasource.queries).isEmpty();
        assertThat(sink.take()).isEmpty();
    }

    @Test
    void a_reload_waits_for_the_rule_in_flight_and_begins_no_other() {
        datasource.answerAfter(ofSeconds(10), time, "down", sample("a"));
        start(group(alert("A", "down", ZERO), alert("B", "down", ZERO)));
        time.advanceTo(FIRST_SLOT.plus(ofSeconds(5)));

        Future<Void> applied = engine.apply(new RuleSet(List.of(group(alert("A", "down", ZERO)))));
        time.settle();
        assertThat(applied.isComplete()).isFalse();
        time.advance(ofSeconds(6));

        assertThat(applied.succeeded()).isTrue();
        assertThat(datasource.queries).hasSize(1);
        assertThat(states("A")).containsExactly("FIRING");
    }

    @Test
    void two_reloads_at_once_end_in_the_second() {
        start(group(alert("A", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);

        engine.apply(new RuleSet(List.of(group(alert("B", "down", ZERO)))));
        engine.apply(new RuleSet(List.of(group(alert("C", "down", ZERO)))));
        time.settle();

        assertThat(engine.snapshots()).hasSize(1);
        assertThat(engine.snapshots().get(0).rules())
                .extracting(rule -> rule.rule().name())
                .containsExactly("C");
    }

    @Test
    void results_that_arrive_after_the_close_are_ignored() {
        datasource.answerAfter(ofSeconds(10), time, "down", sample("a"));
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);

        engine.close();
        time.advance(ofHours(1));

        assertThat(sink.take()).isEmpty();
        assertThat(store.rows(AlertStateRow.TABLE)).isEmpty();
        assertThat(datasource.queries).hasSize(1);
    }

    @Test
    void a_restart_keeps_pending_since_and_sends_firing_alerts_at_once() {
        datasource.answer("slow", sample("b"));
        start(group(alert("Down", "down", ZERO), alert("Slow", "slow", ofMinutes(10))));
        time.advanceTo(FIRST_SLOT.plus(ofMinutes(2)));
        restart(ofMinutes(20), group(alert("Down", "down", ZERO), alert("Slow", "slow", ofMinutes(30))));

        assertThat(sink.take()).singleElement().satisfies(sent -> {
            assertThat(sent.alert().name()).isEqualTo("Down");
            assertThat(sent.alert().startsAt()).isEqualTo(FIRST_SLOT);
            assertThat(sent.alert().endsAt()).isNull();
            assertThat(sent.validUntil()).isEqualTo(time.now().plus(ofMinutes(4)));
        });
        assertThat(states("Down")).containsExactly("FIRING");
        assertThat(rule("Slow").alerts().active().get(0).activeAt()).isEqualTo(FIRST_SLOT);

        datasource.down("connection refused");
        time.advance(ofHours(1));
        assertThat(sentNamed("Down"))
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.alert().endsAt()).isNull());
    }

    @Test
    void what_was_forgotten_before_the_clock_was_set_back_can_be_remembered_again() {
        start(group(alert("Down", "down", ofMinutes(10))));
        time.advanceTo(FIRST_SLOT);
        datasource.answer("down");
        time.advance(MINUTE);
        time.jumpWallClock(ofHours(-1));
        restart(ZERO, group(alert("Down", "down", ofMinutes(10))));

        datasource.answer("down", sample("a"));
        time.advance(MINUTE);

        assertThat(store.rows(AlertStateRow.TABLE)).hasSize(1);
    }

    @Test
    void a_clock_set_back_while_the_process_was_down_does_not_make_pending_alerts_wait_for_the_old_time() {
        start(group(alert("Down", "down", ofMinutes(3))));
        time.advanceTo(FIRST_SLOT);
        time.jumpWallClock(ofHours(-5));
        restart(ZERO, group(alert("Down", "down", ofMinutes(3))));

        time.advance(ofMinutes(4));

        assertThat(states("Down")).containsExactly("FIRING");
    }

    @Test
    void a_restart_tells_again_of_a_resolution_whatever_the_time_between() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        datasource.answer("down");
        time.advance(MINUTE);
        restart(ofHours(3), group(alert("Down", "down", ZERO)));

        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(FIRST_SLOT.plus(MINUTE)));
        time.advance(ofMinutes(2));
        assertThat(store.rows(AlertStateRow.TABLE)).isEmpty();
    }

    @Test
    void rules_that_left_the_files_while_the_process_was_down_end_their_alerts() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        restart(ofMinutes(20));

        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(time.now()));
        assertThat(store.rows(AlertStateRow.TABLE)).isEmpty();
    }

    @Test
    void the_built_in_alert_is_resolved_even_when_the_process_was_restarted_meanwhile() {
        datasource.down("connection refused");
        start(group(alert("Down", "down", ZERO)));
        time.advance(ofMinutes(10));
        assertThat(sentNamed("RuleEvaluationFailing")).isNotEmpty();

        restart(ofMinutes(1), group(alert("Down", "down", ZERO)));
        assertThat(rule("Down").unknownSince()).isEqualTo(FIRST_SLOT);
        datasource.up();
        sink.take();
        time.advance(ofMinutes(2));

        assertThat(sentNamed("RuleEvaluationFailing"))
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.alert().endsAt()).isNotNull());
    }

    @Test
    void only_transitions_are_written() {
        start(group(alert("Down", "down", MINUTE)));
        time.advanceTo(FIRST_SLOT);
        assertThat(store.appends).isEqualTo(1);
        time.advance(MINUTE);
        assertThat(store.appends).isEqualTo(2);

        for (int value = 0; value < 60; value++) {
            datasource.answer("down", new Sample(Labels.of("instance", "a"), value));
            time.advance(MINUTE);
        }
        assertThat(store.appends).isEqualTo(2);
    }

    @Test
    void what_could_not_be_written_is_written_with_the_next_evaluation() {
        store.failing = true;
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        assertThat(store.rows(AlertStateRow.TABLE)).isEmpty();
        assertThat(states("Down")).containsExactly("FIRING");

        store.failing = false;
        time.advance(MINUTE);

        assertThat(store.rows(AlertStateRow.TABLE)).hasSize(1);
        assertThat(observer.notWritten).isEqualTo(1);
    }

    @Test
    void a_sink_that_fails_changes_nothing_for_the_rule() {
        sink.fail("router is gone");
        start(group(alert("Down", "down", ZERO)));

        time.advanceTo(FIRST_SLOT);

        assertThat(rule("Down").health()).isEqualTo(RuleHealth.OK);
    }

    @Test
    void warnings_of_the_data_source_are_shown_and_gone_with_the_next_result() {
        datasource.answer("down", new QueryResult(List.of(), List.of("partial"), List.of("info"), null));
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        assertThat(rule("Down").warnings()).containsExactly("partial");
        assertThat(rule("Down").infos()).containsExactly("info");

        datasource.answer("down");
        time.advance(MINUTE);
        assertThat(rule("Down").warnings()).isEmpty();
    }

    @Test
    void a_recorded_histogram_is_left_out_with_a_warning() {
        datasource.answer("h", new Sample(Labels.empty(), 0, "{count:1}"));
        start(group(record("r", "h")));

        time.advanceTo(FIRST_SLOT);

        assertThat(recorded).isEmpty();
        assertThat(rule("r").warnings())
                .containsExactly("1 of 1 samples are native histograms, which cannot be recorded; they were left out");
    }

    @Test
    void rules_of_a_group_with_concurrency_are_asked_at_once_up_to_that_many() {
        datasource.answerAfter(ofSeconds(10), time, "down", sample("a"));
        start(new RuleGroup(
                "rules.yml",
                "g",
                MINUTE,
                null,
                0,
                List.of(alert("A", "down", ZERO), alert("B", "down", ZERO), alert("C", "down", ZERO)),
                new VmalertExtras(ZERO, null, false, 2, Map.of(), List.of(), List.of())));

        time.advanceTo(FIRST_SLOT.plus(ofMillis(1)));
        assertThat(datasource.queries).hasSize(2);
        time.advance(ofSeconds(10));
        assertThat(datasource.queries).hasSize(3);
        time.advance(ofSeconds(10));
        assertThat(states("C")).containsExactly("FIRING");
    }

    @Test
    void before_its_start_the_engine_takes_no_rules_and_then_runs_each_group_once() {
        Future<Void> tooEarly = engine.apply(new RuleSet(List.of(group(alert("Down", "down", ZERO)))));
        time.settle();
        assertThat(tooEarly.failed()).isTrue();

        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);

        assertThat(datasource.queries).hasSize(1);
    }

    @Test
    void without_its_state_the_engine_runs_nothing_not_even_after_a_reload() {
        store.unreadable = true;
        RuleSet rules = new RuleSet(List.of(group(alert("Down", "down", ZERO))));
        assertThat(engine.start(rules, List.of()).failed()).isTrue();

        Future<Void> applied = engine.apply(rules);
        time.advance(ofMinutes(10));

        assertThat(applied.cause()).hasMessage("disk unreadable");
        assertThat(datasource.queries).isEmpty();
    }

    @Test
    void a_small_step_back_of_the_clock_during_an_evaluation_resolves_nothing() {
        datasource.answer("down", query -> {
            boolean begun = !query.time().isBefore(FIRST_SLOT);
            Promise<QueryResult> answer = Promise.promise();
            time.after(ofMillis(5), () -> answer.complete(QueryResult.of(begun ? List.of(sample("a")) : List.of())));
            return answer.future();
        });
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT.plus(ofMillis(2)));

        time.jumpWallClock(ofMillis(-50));
        time.advance(MINUTE.plus(ofSeconds(1)));

        assertThat(datasource.queries).extracting(Query::time).containsExactly(FIRST_SLOT, FIRST_SLOT.plus(MINUTE));
        assertThat(sink.sent)
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.alert().endsAt()).isNull());
    }

    @Test
    void a_resolution_that_may_not_have_been_told_is_told_even_when_its_rule_is_gone() {
        start(group(alert("Down", "down", ZERO)));
        time.advanceTo(FIRST_SLOT);
        datasource.answer("down");
        time.advance(MINUTE);

        restart(ofMinutes(1));

        assertThat(sink.take())
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().endsAt()).isEqualTo(FIRST_SLOT.plus(MINUTE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"groupStarted", "slotsMissed", "iterationFinished", "ruleEvaluated", "alertsSent"})
    void whatever_goes_wrong_the_group_is_evaluated_at_its_next_slot(String call) {
        observer.brokenAt = call;
        start(group(alert("Down", "down", ZERO), alert("Other", "other", ZERO)));
        time.advanceTo(FIRST_SLOT);
        time.jumpWallClock(ofMinutes(5));
        time.advance(MINUTE);
        assertThat(observer.brokenAt).as("it was called").isNull();
        datasource.queries.clear();
        sink.take();

        time.advance(MINUTE);
        assertThat(datasource.queries).extracting(Query::expression).containsExactly("down", "other");
        datasource.answer("down");
        time.advance(MINUTE);
        assertThat(sentNamed("Down").get(sentNamed("Down").size() - 1).alert().endsAt())
                .isEqualTo(time.now());
    }

    @Test
    void a_group_whose_last_evaluation_goes_wrong_hands_over_all_the_same() {
        datasource.answerAfter(ofSeconds(10), time, "down", sample("a"));
        start(group(alert("A", "down", ZERO)));
        time.advanceTo(FIRST_SLOT.plus(ofSeconds(5)));
        observer.brokenAt = "iterationFinished";

        Future<Void> applied = engine.apply(new RuleSet(List.of(group(alert("A", "down", ZERO), record("b", "b")))));
        time.advance(ofSeconds(6));

        assertThat(applied.succeeded()).isTrue();
        assertThat(states("A")).containsExactly("FIRING");
    }

    @Test
    void a_group_that_is_there_twice_is_refused() {
        RuleSet twice = new RuleSet(List.of(group(alert("A", "x", ZERO)), group(alert("B", "x", ZERO))));

        assertThatThrownBy(() -> engine.apply(twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rule group rules.yml;g is there twice");
    }

    private void start(RuleGroup... groups) {
        assertThat(engine.start(new RuleSet(List.of(groups)), List.of()).succeeded())
                .isTrue();
    }

    private void apply(RuleGroup... groups) {
        Future<Void> applied = engine.apply(new RuleSet(List.of(groups)));
        time.settle();
        assertThat(applied.succeeded()).isTrue();
    }

    private void restart(Duration down, RuleGroup... groups) {
        engine.close();
        time.advance(down);
        sink.take();
        engine = newEngine();
        start(groups);
        time.settle();
    }

    private RuleEngine newEngine() {
        return newEngine(ofMinutes(5));
    }

    private RuleEngine newEngine(Duration errorAlertAfter) {
        EvaluationOptions defaults = EvaluationOptions.defaults();
        EvaluationOptions options = new EvaluationOptions(
                defaults.interval(),
                defaults.queryOffset(),
                defaults.evalDelay(),
                defaults.queryTimeout(),
                defaults.resendDelay(),
                errorAlertAfter,
                Labels.empty(),
                defaults.externalUrl());
        EvaluationPorts ports = new EvaluationPorts(
                datasource,
                sink,
                (series, timestamp) -> {
                    series.forEach(sample ->
                            recorded.add("%s %s at %s".formatted(sample.labels(), sample.value(), timestamp)));
                    return Future.succeededFuture();
                },
                Expanders.prometheus(),
                store,
                time,
                time::nanoTime,
                observer,
                decided::add);
        return new RuleEngine(options, ports, time, group -> time);
    }

    private RuleSnapshot rule(String name) {
        return engine.snapshots().stream()
                .map(GroupSnapshot::rules)
                .flatMap(List::stream)
                .filter(rule -> rule.rule().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> states(String rule) {
        return rule(rule).alerts().active().stream()
                .map(ActiveAlert::state)
                .map(Enum::name)
                .toList();
    }

    private List<RuleAlert> sentNamed(String name) {
        return sink.sent.stream()
                .filter(sent -> sent.alert().name().equals(name))
                .toList();
    }

    private static RuleGroup group(Rule... rules) {
        VmalertExtras fullMinutes = new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());
        return new RuleGroup("rules.yml", "g", MINUTE, null, 0, List.of(rules), fullMinutes);
    }

    private static Rule alert(String name, String expression, Duration hold) {
        return new AlertingRule(name, RuleExpression.unparsed(expression), hold, ZERO, Map.of(), Map.of());
    }

    private static Rule labelled(String name, String expression, Map<String, String> labels) {
        return new AlertingRule(name, RuleExpression.unparsed(expression), ZERO, ZERO, labels, Map.of());
    }

    private static Rule record(String name, String expression) {
        return new RecordingRule(name, RuleExpression.unparsed(expression), Map.of());
    }

    private static Sample sample(String instance) {
        return new Sample(Labels.of("__name__", "down", "instance", instance), 1);
    }

    private static final class RecordingObserver implements EvaluationObserver {
        private final List<String> started = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private long missed;
        private int notWritten;
        /** The next call of this name throws. */
        private @Nullable String brokenAt;

        private void breakAt(String call) {
            if (call.equals(brokenAt)) {
                brokenAt = null;
                throw new IllegalStateException("broken at " + call);
            }
        }

        @Override
        public void groupStarted(RuleGroup group, Duration interval) {
            started.add(group.id());
            breakAt("groupStarted");
        }

        @Override
        public void groupRemoved(RuleGroup group) {
            removed.add(group.id());
        }

        @Override
        public void slotsMissed(RuleGroup group, long slots) {
            missed += slots;
            breakAt("slotsMissed");
        }

        @Override
        public void iterationFinished(RuleGroup group, Iteration iteration) {
            breakAt("iterationFinished");
        }

        @Override
        public void alertsSent(RuleGroup group, int count) {
            breakAt("alertsSent");
        }

        @Override
        public void ruleEvaluated(RuleGroup group, Rule rule, Duration duration, @Nullable RuleFailure failure) {
            if (failure != null) {
                failures.add(rule.name() + ": " + failure.message());
            }
            breakAt("ruleEvaluated");
        }

        @Override
        public void stateNotWritten(RuleGroup group, Throwable cause) {
            notWritten++;
        }
    }

    private static final class CountingStore implements StateStore {
        private final MemoryStateStore kept = new MemoryStateStore();
        private int appends;
        private boolean failing;
        private boolean unreadable;

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return unreadable ? Future.failedFuture("disk unreadable") : kept.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            appends++;
            return failing ? Future.failedFuture("disk full") : kept.append(entries);
        }

        @Override
        public Future<Void> close() {
            return kept.close();
        }

        <V> List<V> rows(Table<V> table) {
            List<V> rows = new ArrayList<>();
            kept.open(table, entry -> {
                V row = entry.value();
                if (row != null) {
                    rows.add(row);
                }
            });
            return rows;
        }
    }
}
