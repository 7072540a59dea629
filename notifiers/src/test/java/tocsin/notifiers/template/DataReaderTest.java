package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.syntax.TemplateException;

class DataReaderTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"unknown\": [{\"a\": {\"b\": 1}}]}",
                "{\"receiver\": null, \"groupLabels\": null}",
            })
    void what_is_absent_is_empty(String json) throws TemplateException {
        assertThat(Trying.text("[{{ .Receiver }}{{ .GroupLabels }}{{ len .Alerts }}]", Trying.data(json)))
                .isEqualTo("[0]");
    }

    @Test
    void names_match_in_any_case() throws TemplateException {
        TemplateData data = Trying.data(
                "{\"RECEIVER\": \"x\", \"externalurl\": \"u\", \"Alerts\": [{\"LABELS\": {\"A\": \"b\"}}]}");

        assertThat(Trying.text("{{ .Receiver }} {{ .ExternalURL }} {{ (index .Alerts 0).Labels }}", data))
                .isEqualTo("x u A=b");
    }

    @Test
    void an_object_that_comes_again_adds_to_the_first() throws TemplateException {
        TemplateData data = Trying.data(
                "{\"groupLabels\": {\"a\": \"1\", \"b\": \"2\"}, \"groupLabels\": {\"b\": \"3\", \"c\": null}}");

        assertThat(Trying.text("{{ .GroupLabels }}", data)).isEqualTo("a=1, b=3, c=");
    }

    @ParameterizedTest(name = "{0} prints as {1}")
    @CsvSource(delimiter = '|', textBlock = """
        2026-03-04T05:06:07Z                | 2026-03-04 05:06:07 +0000 UTC             | 2026-03-04T05:06:07Z
        2026-03-04T05:06:07.120Z            | 2026-03-04 05:06:07.12 +0000 UTC          | 2026-03-04T05:06:07.12Z
        2026-03-04T05:06:07,5Z              | 2026-03-04 05:06:07.5 +0000 UTC           | 2026-03-04T05:06:07.5Z
        2026-03-04T05:06:07.1234567899Z     | 2026-03-04 05:06:07.123456789 +0000 UTC   | 2026-03-04T05:06:07.123456789Z
        2026-03-04T05:06:07+05:30           | 2026-03-04 05:06:07 +0530 +0530           | 2026-03-04T05:06:07+05:30
        2026-03-04T05:06:07-08:00           | 2026-03-04 05:06:07 -0800 -0800           | 2026-03-04T05:06:07-08:00
        0001-01-01T00:00:00Z                | 0001-01-01 00:00:00 +0000 UTC             | 0001-01-01T00:00:00Z
        """)
    void times_keep_their_offset(String time, String printed, String json) throws TemplateException {
        TemplateData data = Trying.data("{\"alerts\": [{\"startsAt\": \"%s\"}]}".formatted(time));

        assertThat(Trying.text("{{ (index .Alerts 0).StartsAt }}", data)).isEqualTo(printed);
        assertThat(Trying.text("{{ (index .Alerts 0).StartsAt | toJson }}", data))
                .isEqualTo('"' + json + '"');
    }

    @Test
    void a_time_with_the_offset_of_this_machine_has_its_zone() throws TemplateException {
        String json = "{\"alerts\": [{\"startsAt\": \"2026-07-01T12:00:00+02:00\"}]}";

        assertThat(Trying.text("{{ (index .Alerts 0).StartsAt }}", DataReader.read(json, ZoneId.of("Europe/Berlin"))))
                .isEqualTo("2026-07-01 12:00:00 +0200 CEST");
        assertThat(Trying.text("{{ (index .Alerts 0).StartsAt }}", DataReader.read(json, ZoneOffset.UTC)))
                .isEqualTo("2026-07-01 12:00:00 +0200 +0200");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        []                                              | the data must be an object
        {"receiver": 1}                                 | `receiver` takes a text
        {"alerts": {}}                                  | `alerts` takes a list
        {"alerts": [1]}                                 | an alert must be an object
        {"groupLabels": ["a"]}                          | `groupLabels` must be an object
        {"groupLabels": {"a": 1}}                       | `a` in `groupLabels` takes a text
        {"alerts": [{"startsAt": "yesterday"}]}         | `yesterday` is not a time
        {"alerts": [{"startsAt": "2026-13-01T00:00:00Z"}]} | `startsAt`:
        {"alerts": [{"startsAt": "2026-01-01 00:00:00Z"}]} | is not a time
        {} {}                                           | something follows
        {"a":                                           | line 1: Unexpected end-of-input
        """)
    void refuses(String json, String reason) {
        assertThatThrownBy(() -> Trying.data(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
