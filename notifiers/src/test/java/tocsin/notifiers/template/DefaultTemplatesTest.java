package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.templates.syntax.TemplateException;

/** Each built-in template with several notifications; {@code defaults.json} was made by amtool 0.34. */
class DefaultTemplatesTest {
    static Stream<Arguments> notifications() {
        return Resources.json("defaults.json").stream()
                .map(JsonObject.class::cast)
                .map(one -> Arguments.of(
                        one.getString("name"),
                        Trying.data(one.getJsonObject("data").encode()),
                        one.getJsonArray("cases")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notifications")
    void are_byte_for_byte_those_of_upstream(String name, TemplateData data, JsonArray cases) throws TemplateException {
        assertThat(cases).hasSizeGreaterThan(60);
        for (Object one : cases) {
            JsonObject wanted = (JsonObject) one;
            assertThat(Trying.text(wanted.getString("text"), data))
                    .as(wanted.getString("text"))
                    .isEqualTo(wanted.getString("expect"));
        }
    }

    @Test
    void can_be_used_in_html_too() throws TemplateException {
        TemplateData data = SampleData.first(Trying.NOW, "http://tocsin");

        assertThat(Trying.html("<b>{{ template \"__subject\" . }}</b>", data))
                .isEqualTo("<b>[FIRING:1] HighLatency api (eu-1 critical)</b>");
    }
}
