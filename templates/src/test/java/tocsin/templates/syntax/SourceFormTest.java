package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFormTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            # written                                   ; shown
            {{ .A.B }}                                  ; {{.A.B}}
            {{ template "x" }}                          ; {{template "x"}}
            {{ template `x "y"` .A }}                   ; {{template "x \\"y\\"" .A}}
            {{ block "x" . }}y{{ end }}                 ; {{template "x" .}}
            {{ (index .X 1).Y.Z }}                      ; {{(index .X 1).Y.Z}}
            {{ len.Y }}                                 ; {{len.Y}}
            {{ ( .A ) }}                                ; {{(.A)}}
            {{ print ( ( 1 ) ) }}                       ; {{print ((1))}}
            {{ 'a' | printf "%c"|print  0x1F `r` }}     ; {{'a' | printf "%c" | print 0x1F `r`}}
            {{ "x" | }}                                 ; {{"x"}}
            {{ $x:= nil | print true . }}               ; {{$x := nil | print true .}}
            {{ $x =1 }}                                 ; {{$x = 1}}
            {{ if  .A }}x{{ end }}                      ; {{if .A}}
            {{ with $x := .A }}x{{ end }}               ; {{with $x := .A}}
            {{ range $i,$e := $.A }}x{{ end }}          ; {{range $i, $e := $.A}}
            plain                                       ; plain
            """)
    void a_node_is_shown_as_upstream_shows_it(String written, String shown) throws TemplateException {
        assertThat(Golden.parsed(written).get(0).body().get(0)).hasToString(shown);
    }
}
