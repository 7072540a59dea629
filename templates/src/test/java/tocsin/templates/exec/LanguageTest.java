package tocsin.templates.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;

/** What the manuals say of values, evaluation and built-in functions. */
class LanguageTest {
    private static final TemplateLimits LIMITS = TemplateLimits.defaults(() -> 0);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '~', textBlock = """
            # truth
            {{ if 0 }}t{{ else }}f{{ end }}{{ if 0.0 }}t{{ else }}f{{ end }}{{ if "" }}t{{ else }}f{{ end }}   ¦ fff
            {{ if "0" }}t{{ end }}{{ if .Pair }}t{{ end }}                       ¦ tt
            {{ if .NoList }}t{{ else }}f{{ end }}{{ if .Any.nil }}t{{ else }}f{{ end }}                        ¦ ff
            # fields and keys
            [{{ .Labels.nope }}][{{ index .Labels "nope" }}]                     ¦ [][]
            {{ .Any.nope }}                                                      ¦ <no value>
            {{ index .Any "nope" }}                                              ¦ <no value>
            {{ .Labels.Names }}                                                  ¦ [Names a-b alertname job é]
            {{ index .Labels "Names" }}                                          ¦ hidden
            {{ index $.Labels "a-b" }}                                           ¦ dash
            {{ toUpper (dict "a" "x").a }}                                       ¦ X
            # loops
            {{ range $k, $v := .Plain }}{{ $k }}={{ $v }};{{ end }}              ¦ k0=v0;k1=v1;k2=v2;
            {{ range $v := .Plain }}{{ $v }};{{ end }}                           ¦ v0;v1;v2;
            {{ range $i, $v := .Names }}{{ $i }}{{ $v }}{{ end }}                ¦ 0x1y2z
            {{ range 3 }}{{ . }}{{ else }}e{{ end }}{{ range 0 }}{{ . }}{{ else }}e{{ end }}                   ¦ 012e
            {{ range .Nil }}x{{ else }}e{{ end }}                                ¦ e
            {{ $x := "o" }}{{ if true }}{{ $x = "i" }}{{ end }}{{ $x }}          ¦ i
            {{ $x := 0 }}{{ range 4 }}{{ $x = . }}{{ end }}{{ $x }}              ¦ 3
            # templates
            {{ define "x" }}[{{ .arg0 }} {{ .arg1 }}]{{ end }}{{ template "x" (dict "arg0" 1 "arg1" "2") }}    ¦ [1 2]
            {{ define "x" }}{{ . }}{{ .y }}{{ end }}{{ template "x" }}           ¦ <no value><no value>
            {{ define "x" }}{{ $.Name }}{{ end }}{{ template "x" .Pair }}        ¦ n
            {{ template "later" }}{{ define "later" }}ok{{ end }}                ¦ ok
            # and, or, not
            {{ or "" "x" }} {{ and 1 0 2 }} {{ and 1 2 }} {{ or "" 0 "z" }}      ¦ x 0 2 z
            {{ and false (fail "x") }} {{ or 1 (fail "x") }}                     ¦ false 1
            {{ not "" }}{{ not 1 }}                                              ¦ truefalse
            # comparisons
            {{ eq 1 2 1 }}{{ eq .Status nil }}{{ eq .Nil nil }}                  ¦ truefalsetrue
            {{ eq (index "a" 0) 97 }}{{ lt -1 (index "a" 0) }}{{ ne 1 2 }}       ¦ truetruetrue
            {{ lt "B" "a" }}{{ le 2 2 }}{{ gt .Float 0.1 }}{{ ge 1 2 }}          ¦ truetruetruefalse
            # strings are bytes
            {{ len "héé" }} {{ len "é" }} {{ index "abc" 1 }}                    ¦ 5 2 98
            {{ slice "héllo" 0 2 }}|{{ slice "héllo" 0 2 }}{{ slice "héllo" 2 }} ¦ h\uFFFD|héllo
            # printing
            {{ print 1 2 }} {{ print 1 "a" 2 }} {{ print nil }}                  ¦ 1 2 1a2 <nil>
            {{ printf "%.2f" 1 }} {{ printf "%d" "x" }}                          ¦ %!f(int=01) %!d(string=x)
            {{ "y" | printf "%s%s" "x" }}                                        ¦ xy
            # escaping
            {{ html "<a href=\\"x\\">'&" }}                                      ¦ &lt;a href=&#34;x&#34;&gt;&#39;&amp;
            {{ urlquery "a" "b c" }} {{ urlquery "~-_.é/+" }}                    ¦ ab+c ~-_.%C3%A9%2F%2B
            {{ js "'<&>=\\"\\n\\\\" }}                                           ¦ \\'\\u003C\\u0026\\u003E\\u003D\\"\\u000A\\\\
            # numbers
            {{ 0x10 }} {{ 017 }} {{ 1_000 }} {{ 1e3 }} {{ 'a' }} {{ 1.50 }}      ¦ 16 15 1000 1000 97 1.5
            a {{- 1 -}} b                                                        ¦ a1b
            {{-3}}                                                               ¦ -3
            """)
    void gives(String text, String expected) throws TemplateException {
        assertThat(execute(text)).isEqualTo(expected.replace("\\uFFFD", "\uFFFD"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            {{ .Labels.job.x }}          ¦ can't evaluate field x in type string
            {{ .Foo }}                   ¦ can't evaluate field Foo in type main.Data
            {{ .Alerts.Firing.Resolved }} ¦ can't evaluate field Resolved in type []main.Alert
            {{ .Any.nope.y }}            ¦ nil pointer evaluating interface {}.y
            {{ .Status 1 }}              ¦ Status has arguments but cannot be invoked as function
            {{ nil }}                    ¦ nil is not a command
            {{ if nil }}{{ end }}        ¦ nil is not a command
            {{ toUpper nil }}            ¦ cannot assign nil to string
            {{ toUpper 5 }}              ¦ expected string; found 5
            {{ toUpper .Labels }}        ¦ wrong type for value; expected string; got main.KV
            {{ toUpper "a" "b" }}        ¦ wrong number of args for toUpper: want 1 got 2
            {{ printf }}                 ¦ wrong number of args for printf: want at least 1 got 0
            {{ join "," (list "a") }}    ¦ wrong type for value; expected []string; got []interface {}
            {{ range "abc" }}{{ end }}   ¦ range can't iterate over abc
            {{ range $i, $j := 3 }}{{ end }} ¦ can't use 3 to iterate over more than one variable
            {{ template "nope" }}        ¦ template "nope" not defined
            {{ $x = 1 }}                 ¦ undefined variable: $x
            {{ eq 1 1.0 }}               ¦ error calling eq: incompatible types for comparison: int and float64
            {{ gt .Float 4 }}            ¦ error calling gt: incompatible types for comparison: float64 and int
            {{ eq .Status 1 }}           ¦ error calling eq: incompatible types for comparison: string and int
            {{ eq 1 }}                   ¦ error calling eq: missing argument for comparison
            {{ lt true false }}          ¦ error calling lt: invalid type for comparison
            {{ lt nil 1 }}               ¦ error calling lt: invalid type for comparison
            {{ len 3 }}                  ¦ error calling len: len of type int
            {{ len nil }}                ¦ error calling len: len of nil pointer
            {{ index .Names 5 }}         ¦ error calling index: index out of range: 5
            {{ index .Names -1 }}        ¦ error calling index: index out of range: -1
            {{ index nil 1 }}            ¦ error calling index: index of untyped nil
            {{ index .Labels 1 }}        ¦ error calling index: value has type int; should be string
            {{ index .Pair "Name" }}     ¦ error calling index: can't index item of type main.Pair
            {{ slice "abc" 0 9 }}        ¦ error calling slice: index out of range: 9
            {{ slice "abc" 0 1 2 }}      ¦ error calling slice: cannot 3-index slice a string
            {{ fail "why" }}             ¦ error calling fail: why
            {{ 9223372036854775808 }}    ¦ 9223372036854775808 overflows int
            """)
    void is_an_error(String text, String reason) {
        assertThatThrownBy(() -> execute(text))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static String execute(String text) throws TemplateException {
        return TemplateSet.of(ExampleData.FUNCTIONS).text("t", text).execute(ExampleData.ROOT, "", LIMITS);
    }
}
