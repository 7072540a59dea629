package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.template.Trying.NOW;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.template.RouteLabelTexts.Rendered;
import tocsin.templates.exec.TemplateLimits;

class RouteLabelTextsTest {
    private static Rendered rendered(TemplateRuntime runtime, String... namesAndTemplates) {
        Notification notification = new Notification(
                new IntegrationId("team.x", "route", 0),
                List.of(alert("a"), alert("b")),
                "{}:{}",
                Labels.of("alertname", "Down"),
                Labels.of(namesAndTemplates),
                NotifyReason.UNKNOWN,
                Map.of(),
                NOW);
        return RouteLabelTexts.render(
                Trying.BUILT_IN, NotificationData.of(notification, "http://tocsin.example.com"), runtime);
    }

    private static Alert alert(String instance) {
        Labels labels = Labels.of("alertname", "Down", "instance", instance, "job", "api");
        return new Alert(labels, Annotations.empty(), NOW, null, "", NOW, false, Alert.Origin.RULE);
    }

    @Test
    void values_are_rendered_with_the_data_of_the_flush() {
        Rendered rendered = rendered(
                Trying.RUNTIME,
                "plain",
                "as it is",
                "who",
                "{{ .Receiver }} {{ .Status }} {{ .NotificationReason }} {{ len .Alerts }}",
                "common",
                "{{ .CommonLabels.job }}{{ .CommonLabels.instance }}");

        assertThat(rendered.values())
                .containsOnly(
                        Map.entry("plain", "as it is"),
                        Map.entry("who", "team\\.x firing unknown 2"),
                        Map.entry("common", "api"));
        assertThat(rendered.failures()).isEmpty();
    }

    @Test
    void a_value_may_refer_to_others_and_its_data_has_their_texts() {
        Rendered rendered = rendered(
                Trying.RUNTIME,
                "a",
                "<{{ routeLabels \"b\" }}>{{ routeLabels \"none\" }}",
                "b",
                "{{ .GroupLabels.alertname }}",
                "raw",
                "{{ .RouteLabels.b }}");

        assertThat(rendered.values())
                .containsOnly(
                        Map.entry("a", "<Down>"),
                        Map.entry("b", "Down"),
                        Map.entry("raw", "{{ .GroupLabels.alertname }}"));
    }

    @Test
    void a_label_that_fails_is_left_out_and_says_why_and_the_others_stay() {
        Rendered rendered = rendered(
                Trying.RUNTIME,
                "bad",
                "{{ .Nothing }}",
                "cycle1",
                "{{ routeLabels \"cycle2\" }}",
                "cycle2",
                "{{ routeLabels \"cycle1\" }}",
                "good",
                "{{ .Status }}",
                "syntax",
                "{{ ",
                "uses_bad",
                "{{ routeLabels \"bad\" }}");

        assertThat(rendered.values()).containsOnly(Map.entry("good", "firing"));
        assertThat(rendered.failures().keySet())
                .containsExactlyInAnyOrder("bad", "cycle1", "cycle2", "syntax", "uses_bad");
        assertThat(rendered.failures().get("cycle1"))
                .contains("route label cycle detected: cycle1 -> cycle2 -> cycle1");
        assertThat(rendered.failures().get("cycle2"))
                .contains("route label cycle detected: cycle2 -> cycle1 -> cycle2");
    }

    @Test
    void all_labels_of_a_route_share_the_time_of_one_execution() {
        AtomicLong nanos = new AtomicLong();
        TemplateLimits limits = TemplateLimits.defaults(() -> nanos.addAndGet(4_000_000_000L));
        Rendered rendered = rendered(
                new TemplateRuntime(() -> NOW, limits), "a", "{{ 1 }}", "b", "{{ 2 }}", "c", "{{ 3 }}", "d", "{{ 4 }}");

        assertThat(rendered.failures().get("d")).contains("took all the time");
        assertThat(rendered.values()).containsKey("a");
    }
}
