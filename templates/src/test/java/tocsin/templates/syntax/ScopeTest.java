package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.syntax.Operand.Variable;

class ScopeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            # text                                                                       ; slots in order ; frame
            {{$}}                                                                        ; 0             ; 1
            {{$x := 1}}{{$x}}                                                            ; 1 1           ; 2
            {{$x := 1}}{{$y := 2}}{{$x}}{{$y}}                                           ; 1 2 1 2       ; 3
            {{$x := 1}}{{$x = 2}}{{$x}}                                                  ; 1 1 1         ; 2
            {{$x := 1}}{{$x := 2}}{{$x}}                                                 ; 1 2 2         ; 3
            {{$x := 1}}{{if $}}{{$x := 2}}{{$x}}{{end}}{{$x}}                            ; 1 0 2 2 1     ; 3
            {{$x := 1}}{{if $}}{{$x = 2}}{{end}}{{$x}}                                   ; 1 0 1 1       ; 2
            {{if $x := 1}}{{$x}}{{else}}{{$x}}{{end}}                                    ; 1 1 1         ; 2
            {{if $x := 1}}{{else if $y := 2}}{{$x}}{{$y}}{{else}}{{$y}}{{end}}           ; 1 2 1 2 2     ; 3
            {{range $k, $v := $}}{{$k}}{{$v}}{{end}}                                     ; 1 2 0 1 2     ; 3
            {{with $x := 1}}{{end}}{{with $y := 2}}{{$y}}{{end}}                         ; 1 1 1         ; 2
            {{$x := 1}}{{$x := $x}}{{$x}}                                                ; 1 2 1 2       ; 3
            {{$x := $x}}{{$x}}                                                           ; 1 -1 1        ; 2
            {{$x = 1}}{{$x}}                                                             ; -1 -1         ; 1
            {{$x = 1}}{{$x := 2}}{{$x}}                                                  ; -1 1 1        ; 2
            {{print ($x := 1) $x}}{{$x}}                                                 ; 1 1 1         ; 2
            {{$x := ($x := 1)}}{{$x}}                                                    ; 2 1 2         ; 3
            """)
    void variables_have_slots(String text, String slots, int frame) throws TemplateException {
        Tree tree = Golden.parsed(text).get(0);

        assertThat(slots(tree)).isEqualTo(slots);
        assertThat(tree.frameSize()).isEqualTo(frame);
    }

    @Test
    void a_definition_has_a_frame_of_its_own() throws TemplateException {
        List<Tree> trees = Golden.parsed("{{$x := 1}}{{define \"d\"}}{{$y := 2}}{{$}}{{end}}{{$x}}");

        assertThat(trees).extracting(Tree::frameSize).containsExactly(2, 2);
        assertThat(slots(trees.get(1))).isEqualTo("1 0");
    }

    @Test
    void a_block_does_not_see_the_variables_around_it() {
        assertThatThrownBy(() -> Golden.parsed("{{$x := 1}}{{block \"b\" .}}{{$x}}{{end}}"))
                .hasMessageEndingWith("undefined variable \"$x\"");
    }

    @Test
    void leaving_a_scope_restores_what_names_meant() {
        Scope scope = new Scope();
        int outer = scope.declare("$x");
        Scope.Mark mark = scope.enter();
        scope.know("$y");
        int inner = scope.declare("$x");

        assertThat(scope.slot("$x")).isEqualTo(inner).isNotEqualTo(outer);
        assertThat(scope.slot("$y")).isEqualTo(Variable.UNDEFINED);
        scope.leave(mark);

        assertThat(scope.slot("$x")).isEqualTo(outer);
        assertThat(scope.slot("$y")).isNull();
    }

    /** Declared and assigned variables come before the commands of their pipeline. */
    private static String slots(Tree tree) {
        List<String> slots = new ArrayList<>();
        Statements.walk(tree.body(), pipeline -> add(pipeline, slots));
        return slots.stream().collect(Collectors.joining(" "));
    }

    private static void add(Pipeline pipeline, List<String> slots) {
        pipeline.variables().forEach(variable -> slots.add(String.valueOf(variable.slot())));
        for (Pipeline.Command command : pipeline.commands()) {
            for (Operand operand : command.operands()) {
                if (operand instanceof Variable variable) {
                    slots.add(String.valueOf(variable.slot()));
                } else if (operand instanceof Operand.Nested nested) {
                    add(nested.pipeline(), slots);
                }
            }
        }
    }
}
