package tocsin.evaluator;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;

/** Rules on a disk that takes nothing for a while. What it could not take is written when it can, and nothing waits for it. */
final class UnwrittenStateTest {
    private static final Labels DOWN_A = Labels.of("alertname", "Down", "instance", "a");

    private final FaultyStore disk = new FaultyStore();
    private final RestartedRules rules = new RestartedRules(answers -> disk);

    @Test
    void what_could_not_be_written_before_a_reload_is_written_after_it() {
        rules.series("down", "a").start(group(down(0)));
        disk.full();
        rules.until("03:01:30").reload(group(down(0), rule("Other", "other", 0)));
        disk.works();
        rules.until("03:03:30").kill();

        rules.forgetTold().start(group(down(0), rule("Other", "other", 0)));
        assertThat(rules.told()).extracting(RestartedRules.Told::alert).containsExactly(DOWN_A);
        assertThat(rules.told().get(0).startsAt()).isEqualTo(at("03:01:00"));
    }

    @Test
    void a_group_that_changes_on_a_full_disk_tries_no_more_often_than_before() {
        rules.series("down", "a").start(group(labelled("page")));
        disk.full();
        rules.until("03:01:30");
        rules.reload(group(labelled("{{ \"page\" }}")));
        rules.advance(ofSeconds(1));
        int before = disk.refused();
        rules.advance(ofSeconds(50));

        assertThat(disk.refused() - before).isBetween(4, 6);
    }

    @Test
    void a_group_that_left_on_a_full_disk_and_came_back_does_not_get_its_old_alerts_back() {
        rules.series("down", "a").start(group(down(0)));
        rules.until("03:01:30");
        disk.full();
        rules.reload();
        rules.series("down");
        rules.reload(group(down(0)));
        disk.works();
        rules.until("03:05:30").kill();

        rules.forgetTold().start(group(down(0)));
        assertThat(rules.told()).isEmpty();
    }

    @Test
    void the_rows_of_a_group_that_left_on_a_full_disk_are_removed_when_there_is_space_again() {
        rules.series("down", "a").start(group(down(0)));
        rules.until("03:01:30");
        disk.full();
        rules.reload();
        disk.works();
        rules.advance(ofMinutes(1)).kill();

        rules.forgetTold().start(group(down(0)));
        assertThat(rules.told()).isEmpty();
    }

    @Test
    void that_a_rule_fails_and_that_it_does_no_longer_is_written_when_there_is_space_again() {
        rules.away();
        disk.full();
        rules.start(group(down(0)));
        rules.until("03:01:30");
        disk.works();
        rules.until("03:03:30").kill();
        rules.start(group(down(0)));
        assertThat(rules.unknownSince("Down")).isEqualTo(at("03:01:00"));

        disk.full();
        rules.back().until("03:04:30");
        assertThat(rules.unknownSince("Down")).isNull();
        disk.works();
        rules.until("03:06:30").kill();
        rules.start(group(down(0)));
        assertThat(rules.unknownSince("Down")).isNull();
    }

    @Test
    void a_disk_that_hangs_holds_no_more_than_the_newest_version_of_each_row_and_gets_it_when_it_answers() {
        rules.start(group(down(0)));
        disk.hangs();
        for (int minute = 1; minute <= 600; minute++) {
            rules.series("down", minute % 2 == 0 ? "a" : "b").advance(ofMinutes(1));
            if (minute % 60 == 0) {
                rules.reload(group(down(0), rule("Other" + minute, "other", 0)));
            }
        }
        assertThat(disk.held()).isBetween(1, 8);
        assertThat(rules.alert("Down").labels()).isEqualTo(DOWN_A);

        disk.works();
        rules.advance(ofSeconds(20)).kill();
        rules.forgetTold().start(group(down(0)));
        assertThat(rules.alert("Down").labels()).isEqualTo(DOWN_A);
    }

    @Test
    void what_waits_for_a_disk_that_hangs_is_given_to_it_at_the_orderly_end() {
        rules.start(group(down(0)));
        disk.hangs();
        rules.series("down", "a").until("03:01:30");
        rules.series("down").until("03:02:30").stop();
        disk.works();

        rules.forgetTold().start(group(down(0)));
        assertThat(rules.told())
                .extracting(RestartedRules.Told::endsAt)
                .as("the end, which came after the append that hangs")
                .containsExactly(at("03:02:00"));
    }

    @Test
    void a_group_that_a_reload_brings_back_after_a_jump_back_writes_what_the_next_start_finds() {
        rules.series("down", "a").start(group(down(10)));
        rules.until("03:05:30").clock(ofHours(-2)).advance(ofMinutes(2));
        rules.reload();
        rules.reload(group(down(10)));
        rules.advance(ofMinutes(2));
        Instant activeAt = rules.alert("Down").activeAt();
        rules.kill();

        rules.start(group(down(10)));
        assertThat(rules.alert("Down").activeAt()).isEqualTo(activeAt);
        assertThat(rules.alert("Down").state()).isEqualTo(ActiveAlert.State.PENDING);
    }

    @Test
    void a_group_that_comes_back_after_a_restart_and_a_jump_back_writes_what_the_next_start_finds() {
        rules.series("down", "a").start(group(down(10)));
        rules.until("03:05:30").kill();
        rules.clock(ofHours(-2)).start();
        rules.reload(group(down(10)));
        rules.advance(ofMinutes(2));
        Instant activeAt = rules.alert("Down").activeAt();
        rules.kill();

        rules.start(group(down(10)));
        assertThat(rules.alert("Down").activeAt()).isEqualTo(activeAt);
    }

    private static final VmalertExtras ON_THE_MINUTE =
            new VmalertExtras(ZERO, null, false, 1, Map.of(), List.of(), List.of());

    private static RuleGroup group(Rule... rules) {
        return new RuleGroup("rules.yml", "g", ofMinutes(1), null, 0, Arrays.asList(rules), ON_THE_MINUTE);
    }

    private static Rule down(int hold) {
        return rule("Down", "down", hold);
    }

    private static Rule labelled(String severity) {
        return new AlertingRule(
                "Down", RuleExpression.unparsed("down"), ZERO, ZERO, Map.of("severity", severity), Map.of());
    }

    private static Rule rule(String name, String expression, int hold) {
        return new AlertingRule(name, RuleExpression.unparsed(expression), ofMinutes(hold), ZERO, Map.of(), Map.of());
    }

    private static Instant at(String time) {
        return RestartedRules.at(time);
    }
}
