package tocsin.evaluator.send.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

class AlertEncoderTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant VALID_UNTIL = Instant.parse("2026-01-02T03:08:05.123456Z");

    private final AlertEncoder encoder = new AlertEncoder();

    @Test
    void a_firing_alert_ends_when_its_validity_ends() {
        RuleAlert firing = new RuleAlert(
                new Alert(
                        Labels.of("job", "api", "alertname", "InstanceDown"),
                        Annotations.of("summary", "\"down\" é\n"),
                        START,
                        null,
                        "http://host:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1",
                        START,
                        false,
                        Alert.Origin.RULE),
                VALID_UNTIL,
                List.of());

        assertThat(encoder.encode(List.of(firing)).toString())
                .isEqualTo("[{\"annotations\":{\"summary\":\"\\\"down\\\" é\\n\"},"
                        + "\"endsAt\":\"2026-01-02T03:08:05.123Z\",\"startsAt\":\"2026-01-02T03:04:05.000Z\","
                        + "\"generatorURL\":\"http://host:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1\","
                        + "\"labels\":{\"alertname\":\"InstanceDown\",\"job\":\"api\"}}]");
    }

    @Test
    void a_resolved_alert_ends_when_it_was_resolved() {
        Instant resolved = START.plusMillis(60_500);
        RuleAlert firing = new RuleAlert(alert(null), VALID_UNTIL, List.of());
        RuleAlert ended = new RuleAlert(alert(resolved), VALID_UNTIL, List.of());

        assertThat(encoder.encode(List.of(firing, ended)).toString())
                .isEqualTo("["
                        + "{\"annotations\":{},\"endsAt\":\"2026-01-02T03:08:05.123Z\","
                        + "\"startsAt\":\"2026-01-02T03:04:05.000Z\",\"generatorURL\":\"\",\"labels\":{\"a\":\"b\"}},"
                        + "{\"annotations\":{},\"endsAt\":\"2026-01-02T03:05:05.500Z\","
                        + "\"startsAt\":\"2026-01-02T03:04:05.000Z\",\"generatorURL\":\"\",\"labels\":{\"a\":\"b\"}}]");
    }

    private static Alert alert(@Nullable Instant end) {
        return new Alert(Labels.of("a", "b"), Annotations.empty(), START, end, "", START, false, Alert.Origin.RULE);
    }
}
