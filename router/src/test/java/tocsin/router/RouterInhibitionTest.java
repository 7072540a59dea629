package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.pipeline.Decision;

/** Groups are by alertname: {@code Down} is the source, {@code Slow} the target of the same {@code dc}. */
class RouterInhibitionTest {
    private static final InhibitRule DOWN_MUTES_SLOW =
            new InhibitRule(null, List.of(is("alertname", "Down")), List.of(is("alertname", "Slow")), Set.of("dc"));

    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels down = labels("Down", "i", "down", "dc", "x");
    private final Labels otherDown = labels("Down", "i", "other", "dc", "x");
    private final Labels slow = labels("Slow", "i", "slow", "dc", "x");

    private void start() {
        scenario.inhibit(DOWN_MUTES_SLOW).start();
    }

    @Test
    void a_target_comes_through_at_its_next_flush_after_its_source_resolved() {
        start();
        scenario.ruleFires(down, slow);
        scenario.after(ofMinutes(1)).ruleResolves(down);
        scenario.after(ofMinutes(4).plusSeconds(29));
        assertThat(lines(ops)).containsExactly("first notification: down /");

        scenario.after(ofSeconds(1));
        assertThat(lines(ops))
                .containsExactlyInAnyOrder(
                        "first notification: down /", "all alerts resolved: / down", "first notification: slow /");
    }

    @Test
    void a_target_elsewhere_is_not_muted() {
        start();
        scenario.ruleFires(down, labels("Slow", "i", "elsewhere", "dc", "y"));

        scenario.after(ofMinutes(1));
        assertThat(lines(ops))
                .containsExactlyInAnyOrder("first notification: down /", "first notification: elsewhere /");
    }

    @Test
    void a_source_whose_end_passes_stops_muting_at_that_second() {
        start();
        scenario.fires(down);
        scenario.after(ofMinutes(4).plusSeconds(29)).ruleFires(slow);
        scenario.after(ofSeconds(30));
        assertThat(lines(ops)).containsExactly("first notification: down /");

        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).contains("first notification: slow /");
    }

    @Test
    void a_resend_keeps_the_source_muting() {
        start();
        scenario.ruleFires(slow);
        for (int minute = 0; minute < 60; minute++) {
            scenario.fires(down);
            scenario.after(ofMinutes(1));
        }
        assertThat(lines(ops)).containsExactly("first notification: down /");
    }

    @Test
    void a_target_stays_muted_while_any_source_fires() {
        start();
        scenario.ruleFires(down, otherDown, slow);
        scenario.after(ofMinutes(1)).ruleResolves(otherDown);
        scenario.after(ofHours(2));
        assertThat(lines(ops))
                .containsExactly("first notification: down other /", "some alerts resolved: down / other");

        scenario.ruleResolves(down);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).contains("first notification: slow /");
    }

    /** Trap 64, with source and target in one group. */
    @Test
    void source_and_target_that_resolve_together_are_both_in_the_next_message() {
        scenario.inhibit(new InhibitRule(
                        null, List.of(is("severity", "page")), List.of(is("severity", "info")), Set.of("dc")))
                .start();
        Labels page = labels("Disk", "i", "page", "severity", "page", "dc", "x");
        Labels info = labels("Disk", "i", "info", "severity", "info", "dc", "x");
        scenario.ruleFires(page, info);
        scenario.after(ofMinutes(1)).ruleResolves(page, info);

        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: page /", "all alerts resolved: / info page");
    }

    /** Trap 41. */
    @Test
    void a_silenced_source_still_mutes() {
        start();
        scenario.silence(ofHours(1), is("alertname", "Down"));
        scenario.ruleFires(down, slow);

        scenario.after(ofMinutes(30));
        assertThat(ops.attempts()).isEmpty();
    }

    /** Trap 41. */
    @Test
    void a_source_that_is_muted_itself_still_mutes() {
        scenario.inhibit(
                new InhibitRule(null, List.of(is("alertname", "Power")), List.of(is("alertname", "Down")), Set.of()));
        start();
        scenario.ruleFires(labels("Power", "i", "power"), down, slow);

        scenario.after(ofMinutes(30));
        assertThat(lines(ops)).containsExactly("first notification: power /");
    }

    @Test
    void a_target_that_was_announced_goes_on_silently_when_a_source_comes() {
        start();
        scenario.ruleFires(slow);
        scenario.after(ofMinutes(1)).ruleFires(down);
        scenario.after(ofHours(9));
        assertThat(lines(ops).stream().filter(line -> line.contains("slow")))
                .containsExactly("first notification: slow /");

        scenario.ruleResolves(down);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).contains("repeat interval elapsed: slow /");
    }

    /** Promise 4. */
    @Test
    void a_resolution_that_is_owed_is_sent_when_the_source_resolves() {
        start();
        scenario.ruleFires(slow);
        scenario.after(ofMinutes(1)).ruleFires(down);
        scenario.after(ofMinutes(10)).ruleResolves(slow);
        scenario.after(ofHours(2));
        assertThat(lines(ops)).containsExactly("first notification: slow /", "first notification: down /");

        scenario.ruleResolves(down);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).contains("all alerts resolved: / slow");
    }

    @Test
    void a_rule_that_a_reload_adds_knows_the_alerts_that_were_there_before() {
        scenario.start();
        scenario.ruleFires(down);
        scenario.after(ofMinutes(1)).inhibit(DOWN_MUTES_SLOW).reload();
        scenario.ruleFires(slow);

        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: down /");
    }

    @Test
    void a_clock_that_is_set_back_makes_an_ended_source_fire_again() {
        start();
        scenario.fires(down);
        scenario.after(ofMinutes(6)).ruleFires(slow);
        scenario.jumpWallClock(ofMinutes(-4));

        scenario.after(ofSeconds(30));
        assertThat(lines(ops).stream().filter(line -> line.contains("slow"))).isEmpty();
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).contains("first notification: slow /");
    }

    @Test
    void a_source_that_has_been_forgotten_mutes_again_when_it_comes_back() {
        start();
        scenario.ruleFires(down);
        scenario.after(ofMinutes(1)).ruleResolves(down);
        scenario.after(ofHours(2)).ruleFires(down, slow);

        scenario.after(ofMinutes(10));
        assertThat(lines(ops).stream().filter(line -> line.contains("slow"))).isEmpty();
    }

    @Test
    void the_decision_names_the_source() {
        start();
        scenario.ruleFires(down, slow);
        scenario.after(ofMinutes(1));

        Verdict muted = new Verdict.Muted(
                SuppressionReason.INHIBITION, List.of(down.fingerprint().toString()));
        assertThat(scenario.decisions.flushes().stream().flatMap(flush -> flush.decisions().stream()))
                .contains(new Decision.VerdictChanged(slow, Verdict.PASSED, muted));
    }
}
