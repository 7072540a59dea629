package tocsin.evaluator.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

final class SendTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void external_labels_are_added_and_the_alert_wins() {
        RecordingSink sink = new RecordingSink();

        ExternalLabelSink.before(sink, Labels.of("cluster", "eu", "job", "external"))
                .send(List.of(alert(Labels.of("alertname", "Down", "job", "api"))));

        assertThat(sink.sent)
                .singleElement()
                .satisfies(sent -> assertThat(sent.alert().labels())
                        .isEqualTo(Labels.of("alertname", "Down", "cluster", "eu", "job", "api")));
    }

    @Test
    void without_external_labels_alerts_pass_as_they_are() {
        RecordingSink sink = new RecordingSink();

        assertThat(ExternalLabelSink.before(sink, Labels.empty())).isSameAs(sink);
    }

    @Test
    void a_sink_that_fails_or_throws_does_not_keep_alerts_from_the_others() {
        RecordingSink failing = new RecordingSink();
        failing.fail("no");
        RecordingSink healthy = new RecordingSink();
        AlertSink throwing = alerts -> {
            throw new IllegalStateException("bug");
        };

        boolean failed = new FanOutSink(List.of(throwing, failing, healthy))
                .send(List.of(alert(Labels.of("alertname", "Down"))))
                .failed();

        assertThat(failed).isTrue();
        assertThat(healthy.sent).hasSize(1);
    }

    @ParameterizedTest(name = "{0} and {1} give {2}")
    @CsvSource(delimiter = '|', textBlock = """
            http://host:9090  | up == 0         | http://host:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1
            http://host/prom/ | a{b="c/d"}      | http://host/prom/graph?g0.expr=a%7Bb%3D%22c%2Fd%22%7D&g0.tab=1
            http://me:hunter2@host/p/?token=hunter2#x | up | http://host/p/graph?g0.expr=up&g0.tab=1
            http://h          | ä-_.~*          | http://h/graph?g0.expr=%C3%A4-_.~%2A&g0.tab=1
            """)
    void the_link_escapes_the_expression_as_go_does(String externalUrl, String expression, String url) {
        assertThat(GeneratorUrl.of(externalUrl, expression)).isEqualTo(url);
    }

    private static RuleAlert alert(Labels labels) {
        return new RuleAlert(
                new Alert(labels, Annotations.empty(), AT, null, "", AT, false, Alert.Origin.RULE), AT, List.of());
    }
}
