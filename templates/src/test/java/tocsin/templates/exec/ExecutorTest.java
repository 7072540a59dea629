package tocsin.templates.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.time.DurationValue;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Function;
import tocsin.templates.value.FunctionFailure;
import tocsin.templates.value.Interruption;
import tocsin.templates.value.Kind;
import tocsin.templates.value.StructValue;
import tocsin.templates.value.Type;
import tocsin.templates.value.TypedInt;
import tocsin.templates.value.TypedString;

class ExecutorTest {
    private static final TemplateLimits LIMITS = TemplateLimits.defaults(() -> 0);

    /** Sent by a function that needs something first. */
    private static final class NotYet extends Interruption {
        private static final long serialVersionUID = 1;

        NotYet() {
            super("not yet");
        }
    }

    @Test
    void a_function_sees_what_the_caller_handed_in() throws TemplateException {
        Function site = Function.of("site", List.of(), (call, given) -> call.environment(String.class));

        assertThat(execute("{{ site }}", site)).isEqualTo("the environment");
    }

    @Test
    void an_interruption_passes_through_as_it_was_thrown() {
        NotYet thrown = new NotYet();
        Function ask = Function.of("ask", List.of(), (call, given) -> {
            throw thrown;
        });

        assertThatThrownBy(() -> execute("{{ define \"x\" }}{{ len (print ask) }}{{ end }}{{ template \"x\" }}", ask))
                .isSameAs(thrown);
    }

    @Test
    void a_function_that_breaks_is_an_error_of_its_call() {
        Function broken = Function.of("broken", List.of(), (call, given) -> given[3]);

        assertThatThrownBy(() -> execute("a {{ broken }}", broken))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: t:1:5: executing \"t\" at <broken>: error calling broken: "
                        + "Index 3 out of bounds for length 0");
    }

    @Test
    void broken_data_is_an_error_of_the_template() throws TemplateException {
        var template = TemplateSet.of(Map.of()).text("t", "a {{ .Field }}");

        assertThatThrownBy(() -> template.execute(new BrokenStruct(), "", LIMITS))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template: t:1:5: executing \"t\" at <.Field>: broken value: ");
    }

    @Test
    void what_was_written_before_an_error_stays() throws TemplateException {
        BoundedText out = new BoundedText(100);
        var template = TemplateSet.of(Map.of()).text("t", "before {{ len 1 }} behind");

        assertThatThrownBy(() -> template.execute("", "", LIMITS, out)).isInstanceOf(TemplateException.class);

        assertThat(out).hasToString("before ");
    }

    @Test
    void an_integer_constant_takes_the_type_of_the_parameter() throws TemplateException {
        Type seconds = Type.scalar("clock.Seconds", Kind.INT);
        Function typeOf = Function.of(
                "typeOf",
                List.of(seconds),
                (call, given) -> given[0] instanceof TypedInt number ? number.type() + " " + number.value() : "other");

        assertThat(execute("{{ typeOf 60 }}", typeOf)).isEqualTo("clock.Seconds 60");
        assertThatThrownBy(() -> execute("{{ typeOf (len \"x\") }}", typeOf))
                .hasMessageEndingWith("wrong type for value; expected clock.Seconds; got int");
        assertThatThrownBy(() -> execute("{{ typeOf 1.5 }}", typeOf))
                .hasMessageEndingWith("expected integer; found 1.5");
    }

    @Test
    void an_integer_constant_is_a_duration_where_one_is_asked_for() throws TemplateException {
        var template = TemplateSet.of(Map.of()).text("t", "{{ .Round 60000000000 }} {{ .Seconds }} {{ eq . 90e9 }}");
        var mistake = TemplateSet.of(Map.of()).text("t", "{{ .Round .Seconds }}");
        var minuteAndHalf = new DurationValue(90_000_000_000L);
        BoundedText out = new BoundedText(100);

        assertThatThrownBy(() -> template.execute(minuteAndHalf, "", LIMITS, out))
                .hasMessageEndingWith("incompatible types for comparison: time.Duration and float64");
        assertThat(out).hasToString("2m0s 90 ");
        assertThatThrownBy(() -> mistake.execute(minuteAndHalf, "", LIMITS))
                .hasMessageEndingWith("at <.Seconds>: wrong type for value; expected time.Duration; got float64");
    }

    @Test
    void a_string_constant_takes_the_type_of_the_parameter() throws TemplateException {
        Function raw = Function.of("raw", List.of(TypedString.HTML), (call, given) -> given[0]);

        assertThat(execute("{{ raw \"<b>\" }}", raw)).isEqualTo("<b>");
        assertThatThrownBy(() -> execute("{{ raw (print 1) }}", raw))
                .hasMessageEndingWith("wrong type for value; expected template.HTML; got string");
    }

    /** Where Go prints the kind of a Go variable or a whole value, these texts say what it is about. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            {{ .Any.s.x }}                           ¦ can't evaluate field x in type string
            {{ range .List }}{{ .x }}{{ end }}       ¦ can't evaluate field x in type int
            {{ eq .Names .Names }}                   ¦ error calling eq: non-comparable type []string
            {{ eq .Names .Plain }}                   ¦ error calling eq: non-comparable types []string and map[string]string
            {{ eq (index .Alerts 0) (index .Alerts 0) }} ¦ error calling eq: non-comparable type main.Alert
            {{ call .Status 1 }}                     ¦ error calling call: non-function of type string
            {{ index .Names 3 }}                     ¦ error calling index: index out of range: 3
            {{ index "abc" 3 }}                      ¦ error calling index: index out of range: 3
            """)
    void some_errors_are_clearer_than_those_of_go(String text, String reason) {
        assertThatThrownBy(() ->
                        TemplateSet.of(ExampleData.FUNCTIONS).text("t", text).execute(ExampleData.ROOT, "", LIMITS))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void a_value_in_an_error_is_cut_short() {
        assertThatThrownBy(() -> execute("{{ range printf \"%1000d\" 1 }}{{ end }}"))
                .hasMessageContaining("range can't iterate over")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void what_a_function_says_is_cut_short() {
        Function verbose = Function.of("verbose", List.of(), (call, given) -> {
            throw new FunctionFailure("x".repeat(100_000));
        });

        assertThatThrownBy(() -> execute("{{ verbose }}", verbose))
                .hasMessageStartingWith("template: t:1:3: executing \"t\" at <verbose>: error calling verbose: xxx")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2100));
    }

    private static String execute(String text, Function... functions) throws TemplateException {
        Map<String, Function> byName = new HashMap<>();
        for (Function function : functions) {
            byName.put(function.name(), function);
        }
        return TemplateSet.of(byName).text("t", text).execute("", "the environment", LIMITS);
    }

    private static final class BrokenStruct implements StructValue {
        @Override
        public Type type() {
            return Type.struct("broken");
        }

        @Override
        public List<String> fields() {
            return List.of("Field");
        }

        @Override
        public Object field(String name) {
            throw new UnsupportedOperationException(name);
        }
    }
}
