package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.AlertFixtures.posted;
import static tocsin.router.RouterScenario.lines;

import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.ingest.PostProblem;
import tocsin.router.ingest.PostResult;
import tocsin.router.pipeline.IntakeRecord;

class RouterIntakeTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");
    private final Labels c = labels("Down", "i", "c");

    private void limitedTo(int alertsPerName) {
        scenario.options(RouterOptions.DEFAULTS.withAlertsPerName(alertsPerName))
                .start();
    }

    @Test
    void alerts_beyond_the_limit_of_their_name_are_dropped_and_counted() {
        limitedTo(2);
        scenario.fires(a, b, c, labels("Other", "i", "o"));
        scenario.after(ofSeconds(30));

        assertThat(lines(ops)).containsExactly("first notification: a b /", "first notification: o /");
        assertThat(scenario.observer.count("limited 1")).isEqualTo(1);
        assertThat(scenario.decisions.intakes())
                .containsExactly(new IntakeRecord(AlertFixtures.START, 0, 1, List.of(), List.of(c), List.of()));
    }

    @Test
    void who_posts_is_told_how_many_are_beyond_the_limit() {
        limitedTo(2);

        PostResult first = scenario.post(posted(a, null, null), posted(b, null, null), posted(c, null, null));
        PostResult again = scenario.post(posted(a, null, null));

        assertThat(first).isEqualTo(new PostResult(3, 1, List.of()));
        assertThat(again).isEqualTo(new PostResult(1, 0, List.of()));
    }

    @Test
    void an_alert_that_has_its_place_is_updated_although_there_is_no_room() {
        limitedTo(1);
        scenario.fires(a);
        scenario.after(ofMinutes(1)).fires(b);
        scenario.post(posted(a, AlertFixtures.START, scenario.now()));
        scenario.after(ofMinutes(5));

        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void an_alert_that_has_ended_makes_room_also_before_it_is_forgotten() {
        limitedTo(1);
        scenario.fires(a);
        scenario.after(ofMinutes(4)).fires(a);
        scenario.after(ofMinutes(4)).fires(b);
        assertThat(scenario.observer.count("limited 1"))
                .as("a was sent again and fires until minute 9")
                .isEqualTo(1);

        scenario.after(ofMinutes(1)).fires(b);
        assertThat(scenario.observer.count("limited 1")).isEqualTo(1);
    }

    @Test
    void an_alert_that_ends_sooner_than_it_was_to_makes_room_at_once() {
        limitedTo(1);
        scenario.post(posted(a, null, scenario.now().plus(ofHours(5))));
        scenario.after(ofMinutes(1)).post(posted(a, AlertFixtures.START, scenario.now()));
        scenario.fires(b);
        assertThat(scenario.observer.seen).doesNotContain("limited 1");

        limitedTo(1);
        scenario.ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.fires(b);
        assertThat(scenario.observer.seen).doesNotContain("limited 1");
    }

    @Test
    void the_limit_counts_alerts_that_a_restart_brought_back() {
        limitedTo(1);
        scenario.fires(a);
        scenario.after(ofSeconds(1)).crashAndRestartAfter(ofSeconds(1));

        scenario.fires(b);
        assertThat(scenario.observer.count("limited 1")).isEqualTo(1);
    }

    @Test
    void an_alert_that_an_own_rule_has_is_turned_away_from_others_and_that_is_told_once() {
        scenario.start().ruleFires(a);
        for (int i = 0; i < 3; i++) {
            scenario.after(ofMinutes(1)).fires(a);
        }
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(1)).ruleFires(a);
        scenario.after(ofMinutes(1)).fires(a);

        assertThat(scenario.decisions.intakes())
                .extracting(IntakeRecord::ofRules)
                .containsExactly(List.of(a), List.of(a));
    }

    @Test
    void refused_alerts_of_a_post_are_recorded_with_their_problems() {
        scenario.start();
        scenario.post(posted(Labels.empty(), null, null), posted(a, null, null));

        assertThat(scenario.decisions.intakes())
                .containsExactly(new IntakeRecord(
                        scenario.now(),
                        1,
                        1,
                        List.of(new PostProblem(0, "labels", "at least one label pair required")),
                        List.of(),
                        List.of()));
    }
}
