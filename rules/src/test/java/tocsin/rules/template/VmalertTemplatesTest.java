package tocsin.rules.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmalertTemplatesTest {
    private static final AlertFacts ALERT = new AlertFacts(-1, Instant.parse("2026-01-02T03:04:05Z"));

    private final Environment environment =
            new Environment(TemplateDialect.VMALERT).answer("m", new QuerySample(Environment.SAMPLE, 5, null));

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {{ $labels.a }} {{ $value }} {{ $externalLabels.cluster }} {{ $externalURL }} ~ 1 5 eu http://prometheus.example/pre
            {{ $expr }}                                                          ~ m > 1
            {{ $type }} {{ $interval }} {{ $for }} {{ $isPartial }}              ~ prometheus 1m0s 5m0s false
            {{ $alertID }} {{ $groupID }}                                        ~ 18446744073709551615 7
            {{ $activeAt }}                                                      ~ 2026-01-02 03:04:05 +0000 UTC
            {{ .Expr }} {{ .AlertID }} {{ .ActiveAt.Unix }}                      ~ m > 1 18446744073709551615 1767323045
            {{ "a\\nb\\r" | crlfEscape }}                                        ~ a\\nb\\r
            {{ "say \\"hi\\"" | quotesEscape }}                                  ~ say \\"hi\\"
            {{ "say \\"hi\\" <b>" | jsonEscape }}                                ~ "say \\"hi\\" \\u003cb>"
            {{ "it's 1 > 0 && \\t\\n\\b" | quotesEscape }}             ~ it\\u0027s 1 > 0 && \\t\\n\\u0008
            {{ "<a href='x'>\\"&" | htmlEscape }}                                ~ &lt;a href=&#39;x&#39;&gt;&quot;&amp;
            {{ "a b/c?d" | pathEscape }}                                         ~ a%20b%2Fc%3Fd
            {{ "a b/c?d" | queryEscape }}                                        ~ a+b%2Fc%3Fd
            {{ "1h30m" | parseDurationTime }}                                    ~ 1h30m0s
            {{ "1h30m" | parseDuration }}                                        ~ 5400
            {{ formatTime "2006-01-02" 1767323045 }}                             ~ 2026-01-02
            {{ now }}                                                            ~ 1.353755652e+09
            {{ query "m" | first | strvalue }}                                   ~ m
            {{ "it's foo.bar x_y 3rd" | title }}                                 ~ It'S Foo.Bar X_y 3rd
            {{ 12345.0 | humanize }} {{ 2048.0 | humanize1024 }}                 ~ 12.35k 2ki
            {{ "host:80" | stripPort }} {{ externalURL }} {{ pathPrefix }}       ~ host http://prometheus.example/pre /pre
            from {{ to                                                           ~ from {{ to
            """)
    void a_text_is_vmalerts(String text, String expected) {
        assertThat(expand(text)).isEqualTo(expected);
    }

    @Test
    void labels_know_the_sample_and_the_expression_only() {
        assertThat(environment.expand(
                        "{{ $value }} {{ $labels.a }} {{ $expr }} {{ $type }}|{{ $alertID }} {{ $groupID }} {{ $for }}"
                                + " {{ $activeAt }}",
                        5))
                .isEqualTo("5 1 m > 1 |0 0 0s 0001-01-01 00:00:00 +0000 UTC");
    }

    @Test
    void errors_have_vmalerts_words() {
        assertThat(expand("{{ $label }}"))
                .startsWith("error parsing template: template: __alert_A:1: undefined variable");
        assertThat(expand("{{ .Nope }}")).startsWith("error evaluating template: template: __alert_A:1:");
    }

    @ParameterizedTest
    @CsvSource({"graphLink", "tableLink", "toDuration", "urlQueryEscape"})
    void a_function_of_prometheus_alone_is_unknown(String name) {
        assertThat(expand("{{ " + name + " \"x\" }}")).contains("function \"" + name + "\" not defined");
    }

    private String expand(String text) {
        return TemplateDialect.VMALERT.isTemplate(text) ? environment.expandForAlert(text, ALERT) : text;
    }
}
