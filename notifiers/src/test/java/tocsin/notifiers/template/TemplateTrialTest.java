package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;

class TemplateTrialTest {
    private final Problems problems = new Problems("alertmanager.yml");

    private List<String> judged(NotificationTemplates templates, String integrations) {
        String text = "receivers:\n- name: x\n  " + integrations;
        YamlMapping document =
                (YamlMapping) Objects.requireNonNull(YamlReader.readFirst(new Source("x", text), problems));
        new TemplateTrial(templates, Trying.RUNTIME, SampleData.all(Trying.NOW, "http://tocsin"))
                .judge(document, problems);
        return problems.list().stream().map(Problem::toString).toList();
    }

    private List<String> judged(String integrations) {
        return judged(Trying.BUILT_IN, integrations);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        slack_configs: [{title: '{{ .Receiver'}]                        | 3:27: `title`: template: :1: unclosed action
        slack_configs: [{title: '{{ .Nope }}'}]                         | 3:27: `title`: fails with every notification: template: :1:3:
        slack_configs: [{fields: [{title: a, value: '{{ nope }}'}]}]    | 3:47: `fields`: template: :1: function "nope" not defined
        pagerduty_configs: [{details: {'{{ .Nope }}': a}}]              | 3:34: `details`: fails with every notification
        email_configs: [{html: '<script>{{ .Receiver }}</script>'}]     | 3:26: `html`: template:
        telegram_configs: [{message: '<a href="{{ if .Status }}">'}]    | 3:32: `message`: template:
        webhook_configs: [{url: '{{ template "zz" . }}'}]               | 3:27: `url`: fails with every notification
        """)
    void what_cannot_work_is_an_error(String integrations, String message) {
        assertThat(judged(integrations)).singleElement().asString().startsWith("alertmanager.yml:" + message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {{ (index .Alerts.Firing 0).Labels.pod }}       | all alerts resolved
        {{ (index .Alerts.Resolved 0).Labels.pod }}     | two firing alerts, with an alert with no label
        {{ index .CommonAnnotations.Names 2 }}          | an alert with no label
        {{ (index .Alerts 1).Labels.pod }}              | an alert with no label
        """)
    void what_fails_only_sometimes_is_a_warning_with_the_sample(String text, String sample) {
        assertThat(judged("slack_configs: [{text: '%s'}]".formatted(text)))
                .singleElement()
                .asString()
                .contains("warning: `text`: fails with " + sample, "template: :1:");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        slack_configs: [{title: '{{ toUpper .CommonLabels.pod }}'}]
        slack_configs: [{http_config: {basic_auth: {username: a, password: '{{ b'}}}]
        email_configs: [{auth_password: '{{ b', html: '<b>{{ .Receiver }}</b>', headers: {Subject: '{{ .Status }}'}}]
        telegram_configs: [{parse_mode: Markdown, message: '<a href="{{ if .Status }}">{{ end }}'}]
        pushover_configs: [{message: '<script>{{ .Receiver }}</script>'}]
        webhook_configs: [{url_file: '{{ x'}]
        discord_configs: [{username: '{{ x', avatar_url: '{{ x', webhook_url: 'http://h/{{ x'}]
        email_configs: [{hello: '{{ x', threading: {thread_by_date: '{{ x'}}]
        slack_configs: [{api_url: 'http://h/{{ x', app_token: '{{ x', mrkdwn_in: ['{{ x']}]
        pagerduty_configs: [{url: 'http://h/{{ x'}]
        jira_configs: [{resolve_transition: '{{ x'}]
        """)
    void what_works_or_is_no_template_is_not_mentioned(String integrations) {
        assertThat(judged(integrations)).isEmpty();
    }

    @Test
    void built_in_templates_that_files_replace_are_tried_too(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("x.tmpl"),
                "{{ define \"slack.default.text\" }}{{ (index .Alerts.Firing 0).Labels.a }}{{ end }}"
                        + "{{ define \"email.default.html\" }}<script>{{ .Status }}</script>{{ end }}");
        NotificationTemplates templates =
                Objects.requireNonNull(Trying.BUILT_IN.with(List.of("x.tmpl"), directory, problems));

        assertThat(judged(templates, "slack_configs: [{}]"))
                .satisfiesExactlyInAnyOrder(
                        page -> assertThat(page)
                                .startsWith("alertmanager.yml: template `email.default.html` of the files: "),
                        text -> assertThat(text)
                                .startsWith("alertmanager.yml: warning: template `slack.default.text` of the files: "
                                        + "fails with all alerts resolved: template: x.tmpl:1:"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {{ (index .Alerts 2).Labels.x }} {{ .Nope }}                                             | :1:36: executing "" at <.Nope>
        {{ .Nope }} {{ (index .Alerts 2).Labels.x }}                                             | :1:3: executing "" at <.Nope>
        {{ define "x" }}{{ .Nope }}{{ end }}{{ index .Alerts 2 }}{{ template "x" . }}            | :1:19: executing "x" at <.Nope>
        {{ range .Alerts }}{{ index $.Alerts 2 }}{{ end }}{{ .Nope }}                            | :1:53: executing "" at <.Nope>
        """)
    void an_error_is_that_of_the_notification_that_gets_furthest(String text, String error) {
        assertThat(judged("slack_configs: [{text: '%s'}]".formatted(text)))
                .singleElement()
                .asString()
                .startsWith("alertmanager.yml:3:26: `text`: fails with every notification: template: " + error);
    }

    @Test
    void notifications_that_fail_for_different_reasons_are_told_apart() {
        assertThat(judged("slack_configs: [{text: '{{ index .Alerts.Firing 0 }}{{ index .Alerts.Resolved 0 }}'}]"))
                .satisfiesExactly(
                        resolved -> assertThat(resolved)
                                .contains("fails with two firing alerts, with an alert with no label", "Resolved 0"),
                        firing -> assertThat(firing).contains("fails with all alerts resolved: ", "Firing 0"));
    }

    @Test
    void a_call_that_no_sample_makes_must_have_something_to_call() {
        assertThat(judged("slack_configs: [{text: '{{ define \"a\" }}{{ if eq .Receiver \"z\" }}{{ range .Alerts }}"
                        + "{{ else }}{{ template \"zz\" }}{{ end }}{{ end }}{{ end }}{{ template \"a\" . }}'}]"))
                .containsExactly(
                        "alertmanager.yml:3:26: warning: `text`: may call template `zz`, which is not defined");
    }

    @Test
    void a_file_that_cannot_be_read_hides_no_problem_of_the_texts_but_what_it_may_define(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("x.tmpl"), "{{ define \"ours\" }}{{ end }}{{ .Nope | nope }}");
        NotificationTemplates templates =
                Trying.BUILT_IN.withReadable(List.of("x.tmpl"), directory, new Problems("reported elsewhere"));

        assertThat(
                        judged(
                                templates,
                                "email_configs: [{html: '{{ template \"ours\" . }}', text: '{{ template \"ours\" . }}', to: '{{ .Nope }}'}]"))
                .singleElement()
                .asString()
                .contains("`to`: fails with every notification");
    }
}
