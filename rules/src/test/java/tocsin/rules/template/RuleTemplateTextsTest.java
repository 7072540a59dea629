package tocsin.rules.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTemplateTextsTest {
    private final Environment environment = Environment.prometheus();

    @ParameterizedTest(name = "{1} of {0} is {2}")
    @CsvFileSource(
            resources = "texts.tsv",
            delimiter = '\t',
            quoteCharacter = '\0',
            emptyValue = "",
            ignoreLeadingAndTrailingWhitespace = false)
    void a_text_is_upstreams(String value, String text, String expected) {
        assertThat(environment.expand(text, number(value))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            {{ $labels.a }}|{{ $labels.__name__ }}|{{ $labels.alertname }}               ~ 1|m|
            {{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}                     ~ __name__=m;a=1;b=x.y:80;job=j;
            {{ with query "nope" }}{{ . | first | value }}{{ else }}none{{ end }}        ~ none
            {{ range query "m" | sortByLabel "a" }}{{ .Labels.a }}={{ .Value }};{{ end }} ~ 1=5;2=7;
            {{ printf "m{a='%s'}" $labels.a | query | first | value }}                   ~ 5
            {{ query "count(m)" | first | value | humanize }}                            ~ 2
            {{define "x"}}[{{.arg0}} {{.arg1}}]{{end}}{{template "x" (args 1 "2")}}      ~ [1 2]
            {{ .Labels.b | stripPort | stripDomain }}                                    ~ x
            {{ $x := "o" }}{{ if true }}{{ $x = "i" }}{{ end }}{{ $x }}                  ~ i
            a {{- 1 -}} b                                                                ~ a1b
            {{ $value | printf "%.2f" }}                                                 ~ 5.00
            {{ . }}                                                                      ~ {map[__name__:m a:1 b:x.y:80 job:j] map[cluster:eu] http://prometheus.example/pre 5}
            {{ $labels.nope }}|{{ index $labels "nope" }}                                ~ |
            {{ (args).arg0 }}                                                            ~ <no value>
            {{define "x"}}{{ . }}{{end}}{{template "x"}}                                 ~ <no value>
            {{ index $labels "b" }}                                                      ~ x.y:80
            {{ first (query "m") }}                                                      ~ {map[__name__:m a:1 b:x.y:80 job:j] 5}
            {{ query "m" | first | label "a" }}{{ query "m" | first | label "zz" }}      ~ 1
            {{ query "m" | first | strvalue }}                                           ~
            {{ query "m" | len }}                                                        ~ 2
            {{ $r := query "m" }}{{ $s := sortByLabel "b" $r }}{{ (first $r).Labels.a }} ~ 2
            {{ $r := query "m" }}{{ $s := sortByLabel "b" $r }}{{ (query "m" | first).Labels.a }} ~ 1
            {{ (query "count(m)" | first).Labels }}                                      ~ map[]
            {{ printf "%v" $labels }}                                                    ~ map[__name__:m a:1 b:x.y:80 job:j]
            {{ if $value }}yes{{ end }}                                                  ~ yes
            {{ if gt $value 4.0 }}yes{{ end }}                                           ~ yes
            """)
    void a_text_about_the_sample_is_upstreams(String text, String expected) {
        assertThat(environment.expand(text, 5)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {{ $labels.a.b }}                    ~ can't evaluate field b in type string
            {{ .Foo }}                           ~ can't evaluate field Foo in type struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }
            {{ query "nope" | first | value }}   ~ error calling first: first() called on vector with no elements
            {{ query "broken" }}                 ~ error calling query: unknown expression broken
            {{ humanize "abc" }}                 ~ error calling humanize: strconv.ParseFloat: parsing "abc": invalid syntax
            {{ humanize "0x10" }}                ~ strconv.ParseFloat: parsing "0x10": invalid syntax
            {{ humanize "" }}                    ~ strconv.ParseFloat: parsing "": invalid syntax
            {{ humanize " 1" }}                  ~ strconv.ParseFloat: parsing " 1": invalid syntax
            {{ humanize true }}                  ~ can't convert bool to float
            {{ humanize $labels }}               ~ can't convert map[string]string to float
            {{ humanizeTimestamp 1e30 }}         ~ 1e+30 cannot be represented as a nanoseconds timestamp since it overflows int64
            {{ humanizeTimestamp 9223372037.0 }} ~ cannot be represented as a nanoseconds timestamp since it overflows int64
            {{ toTime 1e10 }}                    ~ cannot be represented as a nanoseconds timestamp since it overflows int64
            {{ toTime "NaN" }}                   ~ value is NaN or Inf
            {{ parseDuration "" }}               ~ empty duration string
            {{ parseDuration "5" }}              ~ not a valid duration string: "5"
            {{ parseDuration "1m1h" }}           ~ not a valid duration string: "1m1h"
            {{ parseDuration "1.5h" }}           ~ unknown unit "." in duration "1.5h"
            {{ parseDuration "1M" }}             ~ unknown unit "M" in duration "1M"
            {{ parseDuration "300y" }}           ~ duration out of range
            {{ match "(" "" }}                   ~ error parsing regexp: missing closing ): `(`
            {{ reReplaceAll "(" "" "" }}         ~ error parsing regexp: missing closing ): `(`
            {{ toUpper $value }}                 ~ wrong type for value; expected string; got float64
            {{ toUpper "a" "b" }}                ~ wrong number of args for toUpper: want 1 got 2
            {{ gt $value 4 }}                    ~ incompatible types for comparison
            {{ eq $labels.a 1 }}                 ~ incompatible types for comparison
            {{ lt true false }}                  ~ invalid type for comparison
            {{ template "nope" }}                ~ template "nope" not defined
            {{ range "abc" }}{{ end }}           ~ range can't iterate over abc
            {{ nil }}                            ~ nil is not a command
            {{ (query "m" | first).Nope }}       ~ can't evaluate field Nope in type *template.sample
            {{ first $labels }}                  ~ wrong type for value; expected template.queryResult; got map[string]string
            """)
    void a_failing_text_is_its_error(String text, String cause) {
        assertThat(environment.expand(text, 5))
                .startsWith("<error expanding template: error ")
                .contains("template __alert_A: template: __alert_A:1:")
                .contains(cause)
                .endsWith(">");
    }

    @ParameterizedTest(name = "{0} fails at {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {{ .Nope }}                        ~ 1:115: executing "__alert_A" at <.Nope>: can't
            {{ query "nope" | first | value }} ~ 1:130: executing "__alert_A" at <first>: error calling first: first()
            {{ toUpper $value }}               ~ 1:123: executing "__alert_A" at <$value>: wrong type
            """)
    void an_error_counts_the_definitions_in_front_of_the_text(String text, String place) {
        assertThat(environment.expand(text, 5))
                .startsWith(
                        "<error expanding template: error executing template __alert_A: template: __alert_A:" + place);
    }

    @Test
    void a_native_histogram_prints_and_is_no_number() {
        String histogram = "{count:3, sum:10, (0.5,1]:3}";

        assertThat(environment.expandHistogram("{{ $value }} {{ . }}", histogram))
                .startsWith(histogram + " {map[")
                .endsWith(histogram + "}");
        assertThat(environment.expandHistogram("{{ humanize $value }}", histogram))
                .contains("can't convert *histogram.FloatHistogram to float");
    }

    @Test
    void sorting_changes_the_result_that_was_handed_out_and_no_other() {
        String text = "{{ $a := query \"m\" }}{{ $b := query \"m\" }}{{ $c := sortByLabel \"b\" $a }}"
                + "{{ range $a }}{{ .Labels.a }}{{ end }} {{ range $b }}{{ .Labels.a }}{{ end }}";

        assertThat(environment.expand(text, 5)).isEqualTo("21 12");
    }

    @Test
    void equal_texts_keep_their_order_when_sorted() {
        assertThat(environment.expand("{{ range sortByLabel \"job\" (query \"m\") }}{{ .Labels.a }}{{ end }}", 5))
                .isEqualTo("12");
    }

    static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
