package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Labels and annotations that are templates, from the rule to the receiver. */
class TemplateScenarioTest {
    private static final String ROUTES = """
            route:
              receiver: others
              group_by: [alertname, owner]
              routes:
              - {receiver: shop, matchers: ['owner="shop"']}
            receivers:
            - {name: others, webhook_configs: [{url: 'http://o'}]}
            - {name: shop, webhook_configs: [{url: 'http://s'}]}
            """;

    private final Pipeline pipeline = new Pipeline();

    @Test
    void a_label_made_by_a_template_decides_the_route() {
        pipeline.routing(ROUTES).rules("""
                        groups:
                        - name: g
                          rules:
                          - alert: Down
                            expr: up == 0
                            labels: {owner: '{{ if eq $labels.job "cart" }}shop{{ end }}'}
                        """).start().series("up{job=cart}", 0).series("up{job=db}", 0);

        pipeline.until("12:05:00");

        assertThat(pipeline.notifications())
                .containsExactlyInAnyOrder(
                        "12:01:30 shop firing Down{job=cart,owner=shop}", "12:01:30 others firing Down{job=db}");
    }

    @Test
    void a_template_that_fails_keeps_nobody_from_being_told() {
        pipeline.routing(ROUTES).rules("""
                        groups:
                        - name: g
                          rules:
                          - alert: Down
                            expr: up == 0
                            annotations: {summary: '{{ first (query "nothing") }}'}
                        """).start().series("up{job=db}", 0);

        pipeline.until("12:05:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 others firing Down{job=db}");
        assertThat(pipeline.receiver("others")
                        .delivered()
                        .get(0)
                        .alerts()
                        .get(0)
                        .annotations()
                        .getOrEmpty("summary"))
                .contains("first() called on vector with no elements");
    }

    @Test
    void what_goes_wrong_with_a_text_is_logged_once_until_it_changes() {
        Logger logger = (Logger) LoggerFactory.getLogger("tocsin.evaluator.group.TextFailureLog");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            pipeline.routing(ROUTES).rules("""
                            groups:
                            - name: g
                              rules:
                              - alert: Down
                                expr: up == 0
                                annotations: {summary: '{{ if lt $value 1.0 }}{{ .Nope }}{{ end }}', other: '{{ .Nope }}'}
                            """).start().series("up{job=db}", 0).series("up{job=web}", 0);
            pipeline.until("12:30:00");
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(event -> event.getKeyValuePairs().toString())
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("rule=\"Down\"", "annotation \"summary\"", "alerts=\"2\""),
                        line -> assertThat(line).contains("rule=\"Down\"", "annotation \"other\"", "alerts=\"2\""));
    }
}
