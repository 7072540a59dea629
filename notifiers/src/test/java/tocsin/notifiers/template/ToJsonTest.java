package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.exec.TemplateLimits;
import tocsin.templates.syntax.TemplateException;

class ToJsonTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {{ toJson nil }}                                     | null
        {{ toJson true }}                                    | true
        {{ toJson 1 }}                                       | 1
        {{ toJson 1.5 }}                                     | 1.5
        {{ toJson 0.0000001 }}                               | 1e-7
        {{ toJson 1e21 }}                                    | 1e+21
        {{ toJson 1e20 }}                                    | 100000000000000000000
        {{ toJson "<a> & \\u2028" }}                         | "\\u003ca\\u003e \\u0026 \\u2028"
        {{ toJson (slice "é" 0 1) }}                         | "\uFFFD"
        {{ toJson (safeHtml "<b>") }}                        | "\\u003cb\\u003e"
        {{ toJson (index "a" 0) }}                           | 97
        {{ toJson (list) }}                                  | []
        {{ toJson (list 1 nil "a" (list 2)) }}               | [1,null,"a",[2]]
        {{ toJson (dict "b" 1 "a" (dict "c" nil)) }}         | {"a":{"c":null},"b":1}
        {{ toJson (stringSlice "a" "b") }}                   | ["a","b"]
        {{ toJson .GroupLabels }}                            | {"alertname":"HighLatency","job":"api"}
        {{ toJson .GroupLabels.SortedPairs }}                | [{"Name":"alertname","Value":"HighLatency"},{"Name":"job","Value":"api"}]
        {{ toJson .GroupLabels.Names }}                      | ["alertname","job"]
        {{ toJson (.GroupLabels.Remove .GroupLabels.Names) }} | {}
        {{ toJson (index .Alerts 1).StartsAt }}              | "2026-03-04T06:00:00+02:00"
        """)
    void is_what_go_writes(String text, String json) throws TemplateException {
        assertThat(Trying.text(text)).isEqualTo(json);
    }

    @Test
    void what_was_never_set_is_null_and_what_is_empty_is_not() throws TemplateException {
        TemplateData data = Trying.data("{\"groupLabels\": {}}");

        assertThat(Trying.text("{{ toJson . }}", data))
                .isEqualTo(
                        "{\"receiver\":\"\",\"status\":\"\",\"alerts\":null,\"notification_reason\":\"\",\"groupLabels\":{},"
                                + "\"commonLabels\":null,\"commonAnnotations\":null,\"routeLabels\":null,\"externalURL\":\"\"}");
    }

    @Test
    void lists_that_double_meet_the_limit_and_not_the_heap() {
        String doubling = "{{ $l := list 1 }}{{ range 60 }}{{ $l = list $l $l }}{{ end }}{{ toJson $l }}";
        TemplateRuntime small = new TemplateRuntime(
                () -> Trying.NOW, new TemplateLimits(100_000, 10_000, 50, Duration.ofSeconds(10), () -> 0));

        assertThatThrownBy(() ->
                        Trying.BUILT_IN.text(doubling).render(SampleData.first(Trying.NOW, "http://tocsin"), small))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("10000");
    }

    @Test
    void lists_that_nest_without_end_fail() {
        assertThatThrownBy(() ->
                        Trying.text("{{ $l := list }}{{ range 10000 }}{{ $l = list $l }}{{ end }}{{ toJson $l }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("error calling toJson: json: nested deeper than");
    }
}
