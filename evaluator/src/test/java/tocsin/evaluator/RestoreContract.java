package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.RestartedRules.Told;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.RuleRecord;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.state.StateStore;

/** What rules know after the process was killed and began again on its store. Slots are at full minutes. */
public abstract class RestoreContract {
    private static final Duration MINUTE = ofMinutes(1);
    private static final Labels DOWN_A = Labels.of("alertname", "Down", "instance", "a");

    private RestartedRules rules;

    /** The store as it is on disk, opened again; answers complete on the thread that runs {@code answers}. */
    protected abstract StateStore open(RestartedRules.Answers answers);

    @BeforeEach
    void a_series_that_is_down() {
        rules = new RestartedRules(this::open);
        rules.series("down", "a");
    }

    @AfterEach
    void close() {
        rules.kill();
    }

    @Test
    void a_pending_for_goes_on_over_any_downtime_as_over_missed_slots() {
        rules.start(group(down().hold(10)));
        rules.until("03:05:30").kill();
        rules.until("03:08:30").start(group(down().hold(10)));
        rules.until("03:10:30");
        assertThat(rules.alert("Down").state()).isEqualTo(ActiveAlert.State.PENDING);
        rules.until("03:11:00");

        assertThat(rules.told()).containsExactly(new Told(at("03:11:00"), DOWN_A, at("03:11:00"), null));
        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void a_for_that_ran_out_meanwhile_fires_at_the_first_slot_that_still_finds_the_condition() {
        rules.start(group(down().hold(10)));
        rules.until("03:05:30").kill();
        rules.until("09:00:30").start(group(down().hold(10)));
        assertThat(rules.told()).isEmpty();
        rules.until("09:01:00");

        assertThat(rules.told()).containsExactly(new Told(at("09:01:00"), DOWN_A, at("09:01:00"), null));
    }

    @Test
    void a_firing_alert_is_told_at_once_with_its_start_and_goes_on_while_the_data_source_is_away() {
        rules.start(group(down()));
        rules.until("03:05:30").kill();
        rules.away().until("05:00:30").forgetTold().start(group(down()));
        assertThat(rules.told()).containsExactly(new Told(at("05:00:30"), DOWN_A, at("03:01:00"), null));

        Instant valid = rules.validUntil();
        while (rules.now().isBefore(at("09:00:30"))) {
            rules.advance(MINUTE);
            valid = rules.validUntil().isAfter(valid) ? rules.validUntil() : valid;
            assertThat(valid).isAfter(rules.now());
        }

        assertThat(rules.told("Down")).allSatisfy(told -> {
            assertThat(told.endsAt()).isNull();
            assertThat(told.startsAt()).isEqualTo(at("03:01:00"));
        });
    }

    @Test
    void what_ended_meanwhile_is_resolved_by_the_first_successful_evaluation_and_not_before() {
        rules.start(group(down()));
        rules.until("03:05:30").kill();
        rules.away().until("05:00:30").start(group(down()));
        rules.until("05:30:30").forgetTold().back();
        assertThat(rules.told()).isEmpty();
        rules.until("05:31:00");

        assertThat(rules.told("Down"))
                .containsExactly(new Told(at("05:31:00"), DOWN_A, at("03:01:00"), at("05:31:00")));
    }

    @Test
    void a_resolution_is_told_again_because_nobody_knows_whether_it_arrived() {
        rules.start(group(down()));
        rules.until("03:05:30").series("down");
        rules.until("03:06:00").kill();
        rules.until("04:00:30").forgetTold().start(group(down()));

        assertThat(rules.told()).containsExactly(new Told(at("04:00:30"), DOWN_A, at("03:01:00"), at("03:06:00")));
        rules.until("04:03:30").kill();
        rules.forgetTold().start(group(down()));
        assertThat(rules.told()).as("by now it is forgotten").isEmpty();
    }

    @Test
    void keep_firing_for_goes_on_from_the_first_slot_without_the_series() {
        rules.start(group(down().keep(10)));
        rules.until("03:05:30").series("down");
        rules.until("03:07:30").kill();
        rules.until("03:12:30").start(group(down().keep(10)));
        rules.until("03:15:30");
        assertThat(rules.alert("Down").keepFiringSince()).isEqualTo(at("03:06:00"));
        rules.forgetTold().until("03:16:00");

        assertThat(rules.told()).containsExactly(new Told(at("03:16:00"), DOWN_A, at("03:01:00"), at("03:16:00")));
    }

    @Test
    void a_longer_for_sends_a_firing_alert_back_to_pending_and_a_shorter_one_makes_it_fire_at_once() {
        rules.series("slow", "b");
        rules.start(group(down(), rule("Slow", "slow").hold(60)));
        rules.until("03:05:30").kill();
        rules.until("03:10:30")
                .forgetTold()
                .start(group(down().hold(30), rule("Slow", "slow").hold(5)));
        rules.until("03:11:00");

        assertThat(rules.alert("Down").state()).isEqualTo(ActiveAlert.State.PENDING);
        assertThat(rules.told("Down").get(rules.told("Down").size() - 1).endsAt())
                .as("receivers hear that it does not fire")
                .isNotNull();
        assertThat(rules.alert("Slow").firedAt()).isEqualTo(at("03:11:00"));
        assertThat(rules.alert("Slow").activeAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void a_clock_set_back_neither_fires_early_nor_waits_for_the_old_time() {
        rules.start(group(down().hold(10)));
        rules.until("03:05:30").kill();
        rules.clock(ofHours(-2)).start(group(down().hold(10)));
        rules.advance(ofMinutes(9));
        assertThat(rules.told()).isEmpty();
        assertThat(rules.alert("Down").activeAt()).isBefore(rules.now());

        rules.advance(ofMinutes(2));
        assertThat(rules.alert("Down").state()).isEqualTo(ActiveAlert.State.FIRING);
        rules.kill();
        rules.forgetTold().start(group(down().hold(10)));
        assertThat(rules.told())
                .as("what was written after the jump is newer than what stood there")
                .isNotEmpty();
    }

    @Test
    void a_removed_rule_ends_its_alerts_soon_also_when_the_clock_was_set_back() {
        rules.start(group(down()));
        rules.until("03:02:30").kill();
        rules.clock(ofHours(-2)).forgetTold().start(group(rule("Other", "other")));

        assertThat(rules.told())
                .singleElement()
                .satisfies(told -> assertThat(told.endsAt())
                        .isBetween(rules.now(), rules.now().plus(ofMinutes(4))));
    }

    @Test
    void a_label_that_becomes_a_template_of_the_same_value_keeps_the_alert() {
        rules.start(group(down().label("severity", "page").hold(10)));
        rules.until("03:05:30").kill();
        RuleGroup edited = group(down().label("severity", "{{ \"page\" }}").hold(10));
        rules.until("03:06:30").start(edited);
        rules.until("03:08:30").kill();
        rules.start(edited);
        rules.until("03:11:00");

        assertThat(rules.alert("Down").firedAt()).isEqualTo(at("03:11:00"));
        assertThat(rules.alert("Down").activeAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void a_reload_that_edits_a_label_keeps_the_alerts_whose_label_sets_still_exist() {
        rules.series("down", "a", "b");
        rules.start(group(down().label("tier", "{{ $labels.instance }}")));
        rules.until("03:05:30").forgetTold();
        rules.reload(group(down().label("tier", "{{ if eq $labels.instance \"a\" }}a{{ else }}other{{ end }}")));
        rules.until("03:06:00");

        assertThat(rules.told())
                .contains(
                        new Told(at("03:06:00"), tier("b", "b"), at("03:01:00"), at("03:06:00")),
                        new Told(at("03:06:00"), tier("b", "other"), at("03:06:00"), null));
        assertThat(rules.alert("Down", tier("a", "a")).firedAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void an_alert_that_no_edited_rule_could_make_ends_with_its_reason_on_record() {
        rules.start(group(down().label("severity", "warning")));
        rules.until("03:02:30").kill();
        rules.forgetTold().start(group(down().label("severity", "page").hold(5)));

        Labels warning = Labels.of("alertname", "Down", "instance", "a", "severity", "warning");
        assertThat(rules.told()).containsExactly(new Told(at("03:02:30"), warning, at("03:01:00"), at("03:05:00")));
        assertThat(rules.changes()).containsExactly(new RuleRecord.AlertChange(warning, RuleRecord.Kind.RULE_GONE, 1));
        rules.kill();
        rules.forgetTold().start(group(down().label("severity", "page").hold(5)));
        assertThat(rules.told()).as("it is gone from the store").isEmpty();
    }

    @Test
    void an_alert_goes_to_the_rule_of_its_name_whose_labels_are_most_like_the_old_ones() {
        rules.series("down", "a").series("other", "z");
        rules.start(group(rule("Down", "other"), down().label("severity", "page")));
        rules.until("03:05:30").kill();
        rules.until("03:06:30")
                .forgetTold()
                .start(group(rule("Down", "other"), down().label("severity", "{{ \"page\" }}")));
        rules.until("03:20:00");

        assertThat(rules.told()).allSatisfy(told -> {
            assertThat(told.endsAt()).isNull();
            assertThat(told.startsAt()).isEqualTo(at("03:01:00"));
        });
    }

    @Test
    void what_moved_to_another_rule_and_ended_there_does_not_come_back() {
        rules.start(group(down().label("severity", "page")));
        rules.until("03:05:30").kill();
        RuleGroup edited = group(down().label("severity", "{{ \"page\" }}"));
        rules.start(edited);
        rules.series("down").until("03:30:30").kill();
        rules.forgetTold().start(edited);

        assertThat(rules.told()).isEmpty();
    }

    @Test
    void a_rule_that_could_not_be_evaluated_is_unknown_since_then_also_with_other_labels() {
        rules.away().start(group(down()));
        rules.until("03:09:30").kill();
        rules.until("03:10:30").start(group(down().label("severity", "page")));
        assertThat(rules.unknownSince("Down")).isEqualTo(at("03:01:00"));
        rules.until("03:14:30");

        assertThat(rules.told("RuleEvaluationFailing"))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.endsAt()).isNull());
    }

    @Test
    void a_removed_rule_a_renamed_group_and_a_moved_file_end_their_alerts() {
        rules.start(group(down()));
        rules.until("03:02:30").kill();
        rules.forgetTold().start(new RuleGroup("rules.yml", "renamed", MINUTE, null, 0, List.of(), ON_THE_MINUTE));

        assertThat(rules.told()).containsExactly(new Told(at("03:02:30"), DOWN_A, at("03:01:00"), at("03:05:00")));
        assertThat(rules.changes()).extracting(RuleRecord.AlertChange::kind).containsOnly(RuleRecord.Kind.RULE_GONE);
    }

    @Test
    void what_fired_for_hours_before_the_restart_that_removes_its_rule_does_not_end_before_it() {
        rules.start(group(down()));
        rules.until("09:00:30").kill();
        rules.forgetTold().start(group(rule("Other", "other")));

        assertThat(rules.told()).containsExactly(new Told(at("09:00:30"), DOWN_A, at("03:01:00"), at("09:00:30")));
    }

    @Test
    void the_end_of_an_alert_that_another_group_goes_on_with_is_told_before_it() {
        RuleGroup second = new RuleGroup("rules.yml", "second", MINUTE, null, 0, List.of(down().rule()), ON_THE_MINUTE);
        rules.start(group(down()), second);
        rules.until("03:05:30").kill();
        rules.forgetTold().start(second);

        assertThat(rules.told()).hasSize(2);
        assertThat(rules.told().get(1).endsAt()).isNull();
    }

    @Test
    void an_alert_that_only_the_router_still_knows_goes_on_and_ends_with_its_rule() {
        rules.believing(firing(DOWN_A, "03:00:00")).start(group(down().hold(10)));
        assertThat(rules.ended()).isEmpty();
        assertThat(rules.told()).containsExactly(new Told(at("03:00:30"), DOWN_A, at("03:00:00"), null));
        rules.until("03:05:00");
        assertThat(rules.alert("Down").state()).isEqualTo(ActiveAlert.State.FIRING);
        rules.forgetTold().series("down").until("03:06:00");

        assertThat(rules.told()).containsExactly(new Told(at("03:06:00"), DOWN_A, at("03:00:00"), at("03:06:00")));
    }

    @Test
    void an_alert_that_only_the_router_knows_and_no_rule_could_make_ends_now() {
        Alert believed = firing(Labels.of("alertname", "Down", "severity", "warning"), "02:00:00");
        rules.believing(believed).start(group(down().label("severity", "page")));

        assertThat(rules.ended()).containsExactly(believed.withEndsAt(at("03:00:30")));
        assertThat(rules.told()).isEmpty();
    }

    @Test
    void what_the_router_has_under_former_external_labels_ends_and_goes_on_under_the_new_ones() {
        rules.external(Labels.of("zone", "west")).start(group(down()));
        rules.until("03:05:30").kill();
        Labels west = Labels.of("alertname", "Down", "instance", "a", "zone", "west");

        rules.believing(firing(west, "03:01:00")).start(group(down()));
        assertThat(rules.ended()).as("known, with its external label").isEmpty();
        rules.kill();
        rules.external(Labels.of("zone", "east", "rack", "1"))
                .believing(firing(west, "03:01:00"))
                .start(group(down()));

        assertThat(rules.ended()).extracting(Alert::labels).containsExactly(west);
        assertThat(rules.alert("Down", DOWN_A).firedAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void the_built_in_alert_and_an_alert_with_external_labels_go_back_to_their_rules_too() {
        Labels builtIn = Labels.of(
                "alertname", "RuleEvaluationFailing",
                "file", "rules.yml",
                "rule", "Down",
                "rule_group", "rules.yml;g",
                "severity", "warning",
                "zone", "west");
        Labels down = Labels.of("alertname", "Down", "instance", "a", "zone", "west");
        rules.external(Labels.of("zone", "west"))
                .believing(firing(builtIn, "02:00:00"), firing(down, "02:00:00"))
                .start(group(down()));
        assertThat(rules.ended()).isEmpty();
        rules.until("03:01:00");

        assertThat(rules.alert("Down", DOWN_A).firedAt()).isEqualTo(at("02:00:00"));
        assertThat(rules.told("RuleEvaluationFailing"))
                .extracting(Told::endsAt)
                .last()
                .isEqualTo(at("03:01:00"));
    }

    @Test
    void of_two_rules_of_one_name_the_one_with_the_expression_of_the_alert_gets_it_back() {
        rules.series("down").series("other", "a");
        String other = "http://localhost:9090/graph?g0.expr=other&g0.tab=1";
        Alert believed = new Alert(
                DOWN_A, Annotations.empty(), at("02:00:00"), null, other, at("02:00:00"), false, Alert.Origin.RULE);
        rules.believing(believed).start(group(down(), rule("Down", "other")));
        rules.until("03:10:00");

        assertThat(rules.told()).allSatisfy(told -> {
            assertThat(told.startsAt()).isEqualTo(at("02:00:00"));
            assertThat(told.endsAt()).isNull();
        });
    }

    @Test
    void an_alert_that_was_written_as_pending_and_is_known_to_fire_is_no_loose_end() {
        rules.start(group(down().hold(10)));
        rules.until("03:05:30").kill();
        rules.believing(firing(DOWN_A, "03:03:00")).start(group(down().hold(10)));
        rules.forgetTold().series("down").until("03:06:00");

        assertThat(rules.told()).containsExactly(new Told(at("03:06:00"), DOWN_A, at("03:03:00"), at("03:06:00")));
    }

    private static final VmalertExtras ON_THE_MINUTE =
            new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());

    private static RuleGroup group(RuleText... rules) {
        List<Rule> all = Arrays.stream(rules).map(RuleText::rule).toList();
        return new RuleGroup("rules.yml", "g", MINUTE, null, 0, all, ON_THE_MINUTE);
    }

    private static RuleText down() {
        return rule("Down", "down");
    }

    private static RuleText rule(String name, String expression) {
        return new RuleText(name, expression, 0, 0, Map.of());
    }

    private record RuleText(String name, String expression, int hold, int keep, Map<String, String> labels) {
        RuleText hold(int minutes) {
            return new RuleText(name, expression, minutes, keep, labels);
        }

        RuleText keep(int minutes) {
            return new RuleText(name, expression, hold, minutes, labels);
        }

        RuleText label(String label, String text) {
            return new RuleText(name, expression, hold, keep, Map.of(label, text));
        }

        Rule rule() {
            return new AlertingRule(
                    name, RuleExpression.unparsed(expression), ofMinutes(hold), ofMinutes(keep), labels, Map.of());
        }
    }

    private static Labels tier(String instance, String tier) {
        return Labels.of("alertname", "Down", "instance", instance, "tier", tier);
    }

    private static Alert firing(Labels labels, String since) {
        return new Alert(labels, Annotations.empty(), at(since), null, "", at(since), false, Alert.Origin.RULE);
    }

    private static Instant at(String time) {
        return RestartedRules.at(time);
    }
}
