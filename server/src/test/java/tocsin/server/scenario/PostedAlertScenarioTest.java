package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;

import org.junit.jupiter.api.Test;

/** Alerts that others post, alone and beside those of own rules. */
class PostedAlertScenarioTest {
    private final Pipeline pipeline = new Pipeline().routing(ONE_TEAM).rules(DOWN);

    @Test
    void a_posted_alert_resolves_by_its_end_time() {
        pipeline.start().until("12:00:10").posted("Backup{host=db}", "12:00:10", "12:04:00");

        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:00:40 team firing Backup{host=db}", "12:05:40 team resolved Backup{host=db}");
    }

    @Test
    void a_posted_alert_without_an_end_lives_by_the_resolve_timeout_after_its_last_post() {
        pipeline.start().until("12:00:10").posted("Backup{host=db}");
        pipeline.until("12:03:10").posted("Backup{host=db}");
        pipeline.until("12:07:10").posted("Backup{host=db}");

        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:00:40 team firing Backup{host=db}", "12:15:40 team resolved Backup{host=db}");
    }

    @Test
    void a_posted_alert_that_began_long_ago_does_not_wait() {
        pipeline.start().until("12:00:10").posted("Backup{host=db}", "11:00:00", "12:30:00");

        pipeline.until("12:00:10");

        assertThat(pipeline.notifications()).containsExactly("12:00:10 team firing Backup{host=db}");
    }

    @Test
    void a_post_cannot_end_the_alert_of_a_rule() {
        pipeline.start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").posted("Down{instance=a}", "12:00:00", "12:02:00");
        pipeline.until("12:04:10").posted("Down{instance=a}", "12:04:00", "12:04:30");
        pipeline.until("12:09:10").posted("Down{instance=a}");
        pipeline.until("12:30:10");
        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");

        pipeline.series("up{instance=a}", 1).until("13:00:00");
        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:31:30 team resolved Down{instance=a}");
    }

    @Test
    void a_rule_takes_over_an_alert_that_was_posted_before() {
        pipeline.start().until("12:00:10").posted("Down{instance=a}", "12:00:10", "12:03:00");
        pipeline.series("up{instance=a}", 0);

        pipeline.until("12:30:10").series("up{instance=a}", 1).until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:00:40 team firing Down{instance=a}", "12:35:40 team resolved Down{instance=a}");
    }

    @Test
    void a_posted_alert_and_an_alert_of_a_rule_share_a_group() {
        pipeline.start().series("up{instance=a}", 0).until("12:01:10").posted("Down{instance=b}", null, "12:04:00");

        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "12:06:30 team firing Down{instance=a} resolved Down{instance=b}");
    }

    @Test
    void a_posted_alert_survives_a_crash_and_still_ends() {
        pipeline.start().until("12:00:10").posted("Backup{host=db}", "12:00:10", "12:20:00");

        pipeline.until("12:00:20").kill().until("12:00:30").restart();
        pipeline.until("13:00:00");

        // Its sender could not repeat it meanwhile, so it gets its 19m50s once more from the restart on: until
        // 12:20:20.
        assertThat(pipeline.notifications())
                .containsExactly("12:00:40 team firing Backup{host=db}", "12:20:40 team resolved Backup{host=db}");
    }

    @Test
    void external_labels_are_for_rules_only() {
        pipeline.externalLabel("cluster", "eu").start().series("up{instance=a}", 0);
        pipeline.until("12:00:10").posted("Backup{host=db}").until("12:02:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:00:40 team firing Backup{host=db}", "12:01:30 team firing Down{cluster=eu,instance=a}");
    }
}
