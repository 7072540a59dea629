package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.notifiers.template.TemplateMode.HTML;
import static tocsin.notifiers.template.TemplateMode.TEXT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Problems;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.notifiers.NotificationData;

class FieldRendererTest {
    private static final String TITLE = "{{ template \"slack.default.title\" . }}";
    private static final NotificationData DATA = NotificationData.of(
            new Notification(
                    new IntegrationId("ops", "slack", 0),
                    List.of(new Alert(
                            Labels.of("alertname", "Disk", "path", "<b>"),
                            Annotations.empty(),
                            Trying.NOW,
                            null,
                            "",
                            Trying.NOW,
                            false,
                            Alert.Origin.RULE)),
                    "{}:{}",
                    Labels.of("alertname", "Disk"),
                    Labels.empty(),
                    NotifyReason.FIRST_NOTIFICATION,
                    Map.of(),
                    Trying.NOW),
            "http://tocsin");

    private final List<String> counted = new ArrayList<>();
    private final FieldRenderer renderer = renderer(Trying.BUILT_IN);
    private final Rendering rendering = renderer.rendering(DATA);

    private FieldRenderer renderer(NotificationTemplates templates) {
        return new FieldRenderer("slack", templates, Trying.RUNTIME, (kind, field) -> counted.add(kind + '.' + field));
    }

    @Test
    void a_field_is_rendered_as_configured() {
        assertThat(rendering.render(renderer.field("title", "{{ .Receiver }} <b>", TITLE, TEXT)))
                .isEqualTo("ops <b>");
        assertThat(rendering.render(renderer.field("html", "<i>{{ .CommonLabels.path }}</i>", TITLE, HTML)))
                .isEqualTo("<i>&lt;b&gt;</i>");
        assertThat(rendering.notes()).isEmpty();
        assertThat(rendering.notice()).isEmpty();
        assertThat(counted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before {{ .Nope }}",
                "{{ .Receiver",
                "{{ template \"undefined\" . }}",
                "{{ index .Alerts 7 }}",
                "{{ range 100000000 }}.{{ end }}"
            })
    void a_field_that_fails_falls_back_to_its_default_and_the_reader_is_told(String text) {
        String title = rendering.render(renderer.field("title", text, TITLE, TEXT));

        assertThat(title).isEqualTo("[FIRING:1] Disk (<b>)");
        assertThat(rendering.notes()).singleElement().asString().startsWith("`title`: template: :1");
        assertThat(rendering.notice()).contains("shows defaults instead: `title`: template: :1");
        assertThat(counted).containsExactly("slack.title");
    }

    @Test
    void one_field_that_fails_leaves_the_others_as_they_are() {
        rendering.render(renderer.field("color", "{{ .Nope }}", "danger", TEXT));

        assertThat(rendering.render(renderer.field("title", "{{ .Receiver }}", TITLE, TEXT)))
                .isEqualTo("ops");
    }

    @Test
    void a_default_that_a_file_broke_falls_back_to_the_built_in_one(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("x.tmpl"), "{{ define \"__subject\" }}{{ .Nope }}{{ end }}");
        NotificationTemplates broken = Objects.requireNonNull(
                Trying.BUILT_IN.with(List.of("x.tmpl"), directory, new Problems("alertmanager.yml")));
        FieldRenderer withFile = renderer(broken);
        Rendering notification = withFile.rendering(DATA);

        assertThat(notification.render(withFile.field("title", TITLE, TITLE, TEXT)))
                .isEqualTo("[FIRING:1] Disk (<b>)");
        assertThat(notification.notes())
                .singleElement()
                .asString()
                .contains("x.tmpl:1:", "can't evaluate field Nope in type *template.Data");
    }

    @Test
    void a_page_with_values_where_none_is_safe_falls_back() {
        assertThat(rendering.render(renderer.field(
                        "html", "<script>{{ .CommonLabels.path }}</script>", "<b>{{ .Receiver }}</b>", HTML)))
                .isEqualTo("<b>ops</b>");
        assertThat(rendering.notes()).hasSize(1);
    }

    @Test
    void a_field_that_nothing_can_stand_in_for_fails() {
        TemplatedField url = renderer.required("url", "{{ .Nope }}", TEXT);

        assertThatThrownBy(() -> rendering.require(url)).isInstanceOf(FieldException.class);
        assertThat(counted).containsExactly("slack.url");
    }
}
