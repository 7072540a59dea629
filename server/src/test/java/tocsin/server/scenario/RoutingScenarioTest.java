package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.delivery.RecordingNotifier.ok;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;
import static tocsin.server.scenario.Files.rule;

import org.junit.jupiter.api.Test;

/** Who is told, together with what, and how often. */
class RoutingScenarioTest {
    private final Pipeline pipeline = new Pipeline().rules(DOWN);

    @Test
    void group_by_decides_what_comes_together() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [site]}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start();
        pipeline.series("up{instance=a,site=north}", 0).series("up{instance=b,site=south}", 0);
        pipeline.until("12:03:10").series("up{instance=c,site=north}", 0);

        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a,site=north}",
                        "12:01:30 team firing Down{instance=b,site=south}",
                        "12:06:30 team firing Down{instance=a,site=north} Down{instance=c,site=north}");
    }

    @Test
    void an_alert_whose_label_changes_fires_in_its_new_group_and_is_resolved_in_the_old_one() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [owner]}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a,owner=web}", 0);

        pipeline.until("12:09:10").noSeries("up{instance=a,owner=web}").series("up{instance=a,owner=shop}", 0);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a,owner=web}",
                        "12:10:30 team firing Down{instance=a,owner=shop}",
                        "12:11:30 team resolved Down{instance=a,owner=web}");
    }

    @Test
    void an_unchanged_group_is_repeated_exactly_at_the_repeat_interval() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [alertname], group_interval: 5m, repeat_interval: 5m}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a}", 0);

        pipeline.until("12:24:10").series("up{instance=a}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:06:30 team firing Down{instance=a}",
                        "12:11:30 team firing Down{instance=a}",
                        "12:16:30 team firing Down{instance=a}",
                        "12:21:30 team firing Down{instance=a}",
                        "12:26:30 team resolved Down{instance=a}");
    }

    @Test
    void a_repeat_stays_on_time_although_the_receiver_is_slow() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [alertname], group_interval: 5m, repeat_interval: 5m}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a}", 0);
        for (String answered : new String[] {"12:01:50", "12:06:50", "12:11:50"}) {
            var later = pipeline.receiver("team").answersLater();
            pipeline.until(answered);
            later.complete(ok());
        }

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:50 team firing Down{instance=a}",
                        "12:06:50 team firing Down{instance=a}",
                        "12:11:50 team firing Down{instance=a}");
        assertThat(pipeline.receiver("team").attempts()).hasSize(3);
    }

    @Test
    void the_four_hours_of_the_default_are_four_hours() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);

        pipeline.until("23:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "16:01:30 team firing Down{instance=a}",
                        "20:01:30 team firing Down{instance=a}");
    }

    private static final String TREE = """
            route:
              receiver: everything-else
              group_by: [alertname]
              routes:
              - receiver: log
                continue: true
              - receiver: database
                matchers: ['service="db"']
                group_wait: 10s
                routes:
                - receiver: database-urgent
                  matchers: ['severity="page"']
              - receiver: web
                matchers: ['service=~"web|shop"']
            receivers:
            - name: everything-else
              webhook_configs: [{url: "http://other.example/"}]
            - name: log
              webhook_configs: [{url: "http://log.example/", send_resolved: false}]
            - name: database
              webhook_configs: [{url: "http://db.example/"}]
            - name: database-urgent
              webhook_configs: [{url: "http://pager.example/"}]
            - name: web
              webhook_configs: [{url: "http://web.example/"}]
            """;

    @Test
    void an_alert_goes_to_the_first_matching_leaf_and_with_continue_to_the_next_one_too() {
        pipeline.routing(TREE).start();
        pipeline.series("up{service=db}", 0)
                .series("up{service=db,severity=page}", 0)
                .series("up{service=shop}", 0)
                .series("up{service=mail}", 0);

        pipeline.until("12:04:10").series("up{service=db}", 1).series("up{service=mail}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:10 database firing Down{service=db}",
                        "12:01:10 database-urgent firing Down{service=db,severity=page}",
                        "12:01:30 log firing Down{service=db} Down{service=mail} Down{service=shop}"
                                + " Down{service=db,severity=page}",
                        "12:01:30 web firing Down{service=shop}",
                        "12:06:10 database resolved Down{service=db}");
    }

    @Test
    void rule_labels_and_external_labels_take_part_in_routing() {
        pipeline.rules(rule("""
                        - alert: Down
                          expr: up == 0
                          labels: {severity: page, site: rule}
                        """))
                .externalLabel("site", "north")
                .externalLabel("cluster", "eu")
                .routing("""
                        route:
                          receiver: others
                          group_by: [alertname, cluster]
                          routes:
                          - receiver: europe
                            matchers: [cluster="eu", severity="page", site="rule"]
                        receivers:
                        - name: others
                          webhook_configs: [{url: "http://others.example/"}]
                        - name: europe
                          webhook_configs: [{url: "http://europe.example/"}]
                        """)
                .start()
                .series("up{instance=a}", 0);

        pipeline.until("12:04:10").series("up{instance=a}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 europe firing Down{cluster=eu,instance=a,severity=page,site=rule}",
                        "12:06:30 europe resolved Down{cluster=eu,instance=a,severity=page,site=rule}");
    }

    @Test
    void every_integration_of_a_receiver_is_told_and_send_resolved_is_its_own() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [alertname]}
                        receivers:
                        - name: team
                          webhook_configs:
                          - url: http://chat.example/
                          - url: http://pager.example/
                            send_resolved: false
                        """).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10").series("up{instance=a}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:01:30 team#1 firing Down{instance=a}",
                        "12:06:30 team resolved Down{instance=a}");
    }

    @Test
    void sibling_routes_with_equal_matchers_do_not_share_what_they_have_sent() {
        pipeline.routing("""
                        route:
                          receiver: nobody
                          group_by: [alertname]
                          routes:
                          - {receiver: team, matchers: [instance="a"], continue: true}
                          - {receiver: team, matchers: [instance="a"], group_wait: 1m}
                        receivers:
                        - name: nobody
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a}", 0);

        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:02:00 team firing Down{instance=a}");
    }

    @Test
    void two_rule_files_with_groups_of_one_name_are_two_groups() {
        pipeline.routing(ONE_TEAM)
                .rules("shop.yml", rule("- {alert: ShopSlow, expr: latency > 1, for: 1m}"))
                .start()
                .series("up{instance=a}", 0)
                .series("latency{instance=b}", 2);
        pipeline.datasourceRefuses("latency > 1").until("12:02:30");
        pipeline.datasourceUp().until("12:10:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:04:30 team firing ShopSlow{instance=b}");
        assertThat(pipeline.activeAlerts())
                .containsExactly(
                        "firing Down{instance=a} since 12:01:00", "firing ShopSlow{instance=b} since 12:03:00");
    }
}
